"""The search box that suggests names: by keyboard, by mouse, and when nothing answers."""

import pytest

BOX = "input[name=q][role=combobox]"


@pytest.fixture(params=["/", "/events/"], ids=["home", "masthead"])
def page(request, open_page):
    page = open_page(request.param)
    page.locator(BOX).first.click()
    return page


def options(page):
    return page.locator(".suggestions:not([hidden]) [role=option]")


def test_typing_arrow_down_and_enter_land_on_the_record(page):
    page.keyboard.insert_text("zuoj")
    options(page).first.wait_for()
    box = page.locator(BOX).first
    assert box.get_attribute("aria-expanded") == "true"

    page.keyboard.press("ArrowDown")
    chosen = page.locator(f'[id="{box.get_attribute("aria-activedescendant")}"]')
    assert chosen.get_attribute("aria-selected") == "true"
    assert "Tan Zuojun" in chosen.inner_text()
    page.keyboard.press("Enter")

    page.wait_for_url("**/officials/tan-zuojun/")


def test_arrows_go_round_by_way_of_the_box(page):
    page.keyboard.insert_text("dal")
    options(page).first.wait_for()
    box = page.locator(BOX).first
    page.keyboard.press("ArrowUp")
    last = options(page).last.get_attribute("id")
    assert box.get_attribute("aria-activedescendant") == last
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None


def test_escape_closes_the_list_and_keeps_the_words(page):
    page.keyboard.insert_text("dal")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    box = page.locator(BOX).first
    assert options(page).count() == 0
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "dal"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=dal")


def test_enter_without_a_choice_searches(page):
    page.keyboard.insert_text("dalian")
    options(page).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=dalian")


def test_a_click_on_a_suggestion_opens_it(page):
    page.keyboard.type("zuoj")
    options(page).filter(has_text="Tan Zuojun").click()
    page.wait_for_url("**/officials/tan-zuojun/")


def test_leaving_the_box_closes_the_list(page):
    page.keyboard.insert_text("dal")
    options(page).first.wait_for()
    page.keyboard.press("Tab")
    assert options(page).count() == 0


def test_an_old_answer_never_replaces_a_newer_one(page):
    page.route("**/suggest/?q=dal", lambda route: route.fulfill(json={"suggestions": []}))
    page.keyboard.insert_text("dal")
    page.wait_for_timeout(200)
    page.keyboard.type("ian")
    options(page).first.wait_for()
    assert "Dalian" in options(page).first.inner_text()
