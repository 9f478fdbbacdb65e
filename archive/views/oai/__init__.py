"""Harvesting: the archive for libraries and catalogues, by OAI-PMH 2.0.

Source: https://www.openarchives.org/OAI/openarchivesprotocol.html
"""
