"""WCAG 2.2 AA on every kind of page, as far as a machine can tell."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PUBLIC = [
    "/",
    "/about/",
    "/search/",
    "/search/?q=dalian",
    "/search/?q=nothing-like-this",
    "/search/?q=zoujun",
    "/search/?q=dalian&place=liupanshui&from=2018&to=2018",
    "/articles/",
    "/articles/001/",
    "/articles/002/",
    "/officials/",
    "/officials/tan-zuojun/",
    "/officials/xi-jinping/",
    "/delegations/",
    "/delegations/baoshan-leaders-to-dut/",
    "/agreements/",
    "/agreements/shuicheng-red-kiwifruit-distribution/",
    "/agreements/parks-huayuankou/",
    "/events/",
    "/events/?kind=visit&place=china",
    "/events/baoshan-visit-to-dut/",
    "/organizations/",
    "/organizations/dalian-university-of-technology/",
    "/places/",
    "/places/dalian/",
    "/facts/post-yang-jun-mayor-000/",
    "/no-such-page/",
    "/agreements/?from=never",
]
EDITORS = [
    "/admin/",
    "/admin/archive/article/",
    "/admin/archive/official/add/",
    "/admin/archive/event/add/",
    "/admin/archive/agreement/",
    "/admin/archive/citation/",
    "/admin/archive/article/1/desk/",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page):
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in Axe().run(page, options=RULES).response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PUBLIC)
def test_readers_pages(chromium, site, path, scheme):
    context = chromium.new_context(base_url=site, color_scheme=scheme)
    page = context.new_page()
    page.goto(path)
    assert faults(page) == []
    context.close()


@pytest.mark.parametrize("path", EDITORS)
def test_editors_pages(admin_page, path):
    admin_page.goto(path)
    assert faults(admin_page) == []


@pytest.mark.parametrize("path", ["/", "/events/"])
def test_the_search_box_with_its_suggestions_open(open_page, path):
    page = open_page(path)
    page.locator("input[name=q][role=combobox]").first.press_sequentially("dal")
    page.locator(".suggestions [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert faults(page) == []


def test_a_keyboard_reaches_the_content_first(open_page):
    page = open_page("/agreements/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
