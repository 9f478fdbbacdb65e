"""Growth: whether work on a longer text costs in proportion, whatever machine does it."""

from time import thread_time

TIMES = 4  # how much longer the longer text is
WORST = 10  # times the cost: in proportion it would be 4, with the square 16
NOISE = 0.01  # seconds that say nothing


def grows_with_its_size(work, size):
    """Whether `work(4 * size)` costs about four times what `work(size)` does."""
    return cost(work, TIMES * size) <= WORST * cost(work, size) + NOISE


def cost(work, size):
    """Seconds of this thread's processor, the least of three."""
    return min(taken(work, size) for _ in range(3))


def taken(work, size):
    begun = thread_time()
    work(size)
    return thread_time() - begun
