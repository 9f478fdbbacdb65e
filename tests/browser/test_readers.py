"""A reader's way from the home page to the sentence behind a fact."""

import pytest
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_home_to_the_sentence_behind_an_agreement(open_page, viewport, script):
    page = open_page("/", viewport=viewport, java_script_enabled=script)
    page.locator("main input[name=q]").fill("red kiwifruit")
    page.get_by_role("button", name="Search").first.click()
    page.get_by_role("link", name="Shuicheng Red Kiwifruit Distribution").first.click()
    sentence = "signed the Shuicheng Red Kiwifruit Distribution Cooperation Agreement"
    assert sentence in page.locator(".quote.long").first.inner_text()

    page.locator(".quote-source a").first.click()

    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    marked = page.locator(f'[id="{anchor}"]')
    marked.wait_for(state="attached")
    assert "Promotion Meeting" in page.get_by_role("heading", level=1).inner_text()


def test_a_misspelt_name_finds_the_person_and_the_posts_with_their_words(open_page):
    page = open_page("/search/?q=zuo-jun+TAN")
    page.get_by_role("main").get_by_role("link", name="Tan Zuojun", exact=True).first.click()
    main = page.get_by_role("main").inner_text()
    assert "Secretary of the Municipal Party Committee" in main
    assert "year inferred: 2018" in main
    assert "year not stated" in main


@pytest.mark.parametrize(
    "path",
    [
        "/articles/",
        "/officials/",
        "/delegations/",
        "/agreements/",
        "/events/",
        "/organizations/",
        "/places/",
    ],
)
def test_every_list_leads_to_pages_and_fits_a_phone(open_page, path):
    page = open_page(path, viewport=PHONE)
    page.locator("main .name").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_the_withheld_names_are_nowhere_on_the_page_or_in_its_source(open_page):
    page = open_page("/articles/002/")
    source = page.content()
    assert "withheld" in source
    assert "Huanpeng" not in source
    assert "Zhanhai" not in source
