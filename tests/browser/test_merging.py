"""An editor's way from two records of one person to one, and a reader's to it."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults
from tests.browser.test_editors import choose


def added(page, name):
    page.goto("/admin/archive/official/add/")
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.locator(".messagelist .success").wait_for()


def test_two_spellings_of_one_person_become_one(admin_page):
    page = admin_page
    added(page, "Zhu Qingfang")
    added(page, "Zhu Qing Fang")
    page.get_by_role("link", name="Merge with another record…").click()
    assert faults(page) == []

    choose(page, "with", "Zhu Qingfang")
    page.get_by_role("button", name="Look at both").click()
    expect(page.get_by_text("They have nothing in common")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Keep “Zhu Qingfang”").click()
    page.get_by_label("Zhu Qing Fang").check()
    page.get_by_role("button", name="Look again with these choices").click()
    expect(page.get_by_label("Zhu Qing Fang")).to_be_checked()
    page.get_by_role("button", name="Merge", exact=True).click()

    expect(page.locator(".messagelist .success")).to_contain_text("was merged into")
    expect(page.locator("#id_name")).to_have_value("Zhu Qing Fang")
    expect(page.locator("#id_names-0-text")).to_have_value("Zhu Qingfang")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_merging_works_without_javascript_and_on_a_telephone(chromium, site, language):
    from tests.browser.conftest import PASSWORD

    context = chromium.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 380, "height": 800}
    )
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("input[type=submit]").click()
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    for _ in range(2):
        page.goto("/admin/archive/place/add/")
        page.locator("#id_name").fill(f"Lvshun {language}")
        page.locator("[name=_continue]").first.click()
    page.locator(".object-tools a").first.click()
    page.locator("#merge-q").fill("Lvshun")
    page.locator("[role=search] input[type=submit]").click()
    page.locator(".points a", has_text=f"Lvshun {language}").click()
    page.locator(".merging input[type=submit].default").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    context.close()
