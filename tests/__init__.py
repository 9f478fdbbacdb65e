"""The specification, told through the doors that people use."""
