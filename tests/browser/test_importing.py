"""An importer's way from a file to records and back, on a real database, in real processes."""

import json
import re

from playwright.sync_api import expect

from tests.browser.test_accessibility import faults


def csv_file(name, *lines):
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def workbook():
    """Two places of one name, and meetings at one of them, under a header that nobody knows."""
    meetings = [
        {"Lfd Nr": n, "label": f"Meeting number {n}", "date": "2018-09-12", "place": "Tongshan"}
        for n in range(400)
    ]
    places = [
        {"slug": f"tongshan-{word}", "name": "Tongshan", "parent": parent}
        for word, parent in (("one", "dalian"), ("two", "liupanshui"))
    ]
    content = json.dumps({"places": places, "events": meetings})
    return {"name": "facts.json", "mimeType": "application/json", "buffer": content.encode()}


def upload(page, file):
    page.goto("/admin/archive/official/import/")
    page.get_by_label("File:").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()


def wait_for_plan(page):
    page.get_by_role("table", name="Rows by sheet").wait_for(timeout=60_000)
    assert faults(page) == []


def test_from_the_upload_through_headers_questions_and_progress_to_the_undo(admin_page):
    page = admin_page
    page.goto("/admin/archive/importrun/upload/")
    assert faults(page) == []
    upload(page, workbook())

    # Headers that nobody knows
    wait_for_plan(page)
    assert page.get_by_role("button", name="Import this").count() == 0
    page.get_by_label("events: Lfd Nr").select_option("leave it out")
    page.get_by_role("button", name="Look again with these answers").click()

    # Questions
    page.get_by_role("group", name="Who or what is “Tongshan”?").wait_for(timeout=60_000)
    wait_for_plan(page)
    page.get_by_label("tongshan-two").check()
    assert page.get_by_label("the same for all 400 rows").is_checked()
    page.get_by_role("button", name="Look again with these answers").click()

    # The plan
    page.get_by_role("button", name="Import this").wait_for(timeout=60_000)
    wait_for_plan(page)
    page.get_by_role("link", name="400 new").click()
    expect(page.get_by_text("1 to 50 of 400")).to_be_visible()
    page.get_by_role("link", name="the next rows").click()
    expect(page.get_by_text("51 to 100 of 400")).to_be_visible()

    # Progress
    page.get_by_role("button", name="Import this").click()
    page.get_by_role("progressbar").wait_for()
    assert faults(page) == []
    done = page.get_by_text("402 created, 0 changed, 0 deleted.")
    done.wait_for(timeout=120_000)
    assert faults(page) == []

    # The import, and each of its changes
    page.get_by_role("link", name="See each change").click()
    expect(page.get_by_role("cell", name="Meeting number 0").first).to_be_visible()
    assert faults(page) == []

    # Undo
    page.get_by_role("button", name="Take this import back").click()
    page.get_by_role("button", name="Take it back").wait_for(timeout=60_000)
    assert faults(page) == []
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text(re.compile("was taken back")).wait_for(timeout=120_000)

    page.goto("/admin/archive/event/?q=Meeting+number")
    expect(page.get_by_text("0 events")).to_be_visible()


def test_without_a_script_the_page_is_looked_at_again_by_hand(chromium, site, admin_page):
    state = admin_page.context.storage_state()
    context = chromium.new_context(base_url=site, storage_state=state, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)

    upload(page, csv_file("officials.csv", "name", "Somebody New"))
    for _ in range(60):
        if page.get_by_role("link", name="Look again").count() == 0:
            break
        page.get_by_role("link", name="Look again").click()

    expect(page.get_by_role("button", name="Import this")).to_be_visible()
    context.close()


def test_the_screen_fits_a_telephone(admin_page):
    page = admin_page
    page.set_viewport_size({"width": 360, "height": 740})
    upload(page, csv_file("officials.csv", "name,wikidata", f"{'Long Name ' * 9},nonsense"))
    wait_for_plan(page)

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 360
    overflowing = page.evaluate(
        "[...document.querySelectorAll('.importing .submit-row :is(a, input)')]"
        ".filter((each) => each.getBoundingClientRect().right > 360).length"
    )
    assert overflowing == 0
