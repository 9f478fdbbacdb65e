"""Reading the drawings of a page: well-formed, and nothing outside them."""

from xml.etree import ElementTree

START, END = '<svg class="plot', "</svg>"
ACROSS = ("x", "x1", "x2", "cx", "y", "y1", "y2", "cy")


def drawings(response):
    """The plots of a page as XML elements; fails where one is not well-formed."""
    page = response.content.decode()
    return [ElementTree.fromstring(text) for text in cut(page)]


def cut(page):
    """The text of each plot, with the drawings within it."""
    at = page.find(START)
    while at >= 0:
        depth, end = 0, at
        while True:
            opened, closed = page.find("<svg", end), page.find(END, end)
            assert closed >= 0, "a drawing is not closed"
            if 0 <= opened < closed:
                depth, end = depth + 1, opened + 4
            else:
                depth, end = depth - 1, closed + len(END)
            if depth == 0:
                break
        yield page[at:end]
        at = page.find(START, end)


def percents(drawing):
    """Every position and width of the drawing that is a percent."""
    found = []
    for element in drawing.iter():
        for name in (*ACROSS, "width"):
            value = element.get(name, "")
            if value.endswith("%"):
                found.append(float(value[:-1]))
    return found


def said(drawing):
    """What the drawing says to those who cannot see it."""
    speaking = [each for each in drawing.iter() if each.get("role") == "img"]
    assert len(speaking) == 1
    assert not any(each.tag == "a" for each in speaking[0].iter()), "links cannot be in a picture"
    return speaking[0].get("aria-label")


def links(drawing):
    return [each for each in drawing.iter() if each.tag == "a"]


def check(response, *, number):
    """The plots of a page, after what must hold of every one of them."""
    found = drawings(response)
    assert len(found) == number
    for drawing in found:
        assert said(drawing)
        assert all(0 <= each <= 100 for each in percents(drawing))
        assert all(each.get("style") is None for each in drawing.iter())
        assert all(link.get("href") and link.find("title").text for link in links(drawing))
    return found
