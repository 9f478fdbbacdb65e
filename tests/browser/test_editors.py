"""An editor's way from signing in to a fact that is saved, cited and found."""

from playwright.sync_api import expect

QUOTE = "Feng Fei presided"


def choose(page, field, words):
    """Pick the first answer of an autocomplete for `words`, typed as a person types."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").press_sequentially(words)
    page.locator(".select2-results__option--highlighted", has_text=words).wait_for()
    page.keyboard.press("Enter")


def cite(page, quote):
    """Add a citation to the form."""
    page.get_by_text("Add another Citation").click()
    page.locator("#id_citations-0-exact").fill(quote)
    choose(page, "citations-0-article", "Zhejiang-Guizhou")


def test_a_cited_post_is_public_and_found_at_once(admin_page, open_page):
    page = admin_page
    page.goto("/admin/archive/post/add/")
    choose(page, "official", "Feng Fei")
    choose(page, "article", "Zhejiang-Guizhou")
    page.locator("#id_title").fill("executive vice governor")
    cite(page, QUOTE)
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.locator(".messagelist .success").wait_for()

    reader = open_page("/officials/feng-fei/")

    assert "executive vice governor" in reader.get_by_role("main").inner_text()
    assert QUOTE in reader.get_by_role("main").inner_text()


def test_a_quote_that_the_article_does_not_have_is_refused_and_kept_in_the_form(admin_page):
    page = admin_page
    page.goto("/admin/archive/post/add/")
    choose(page, "official", "Feng Fei")
    choose(page, "article", "Zhejiang-Guizhou")
    page.locator("#id_title").fill("mayor")
    cite(page, "Feng Fei sang a song")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("The article does not say this.").first).to_be_visible()
    assert page.locator("#id_citations-0-exact").input_value() == "Feng Fei sang a song"


def test_selected_words_become_a_fact_and_the_editor_is_back_at_them(admin_page):
    page = admin_page
    page.goto("/admin/archive/article/?q=Zhejiang-Guizhou")
    page.locator("#result_list th a").first.click()
    page.get_by_role("link", name="Record facts").click()
    words = page.locator("#desk-text mark", has_text="Feng Fei").last
    words.select_text()
    selected = words.inner_text()
    expect(page.get_by_label("Words", exact=True)).to_have_value(selected)

    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#id_citations-0-exact")).to_have_value(selected)
    choose(page, "official", "Feng Fei")
    page.locator("#id_title").fill("chairman of the meeting")
    page.get_by_role("button", name="Save", exact=True).first.click()

    expect(page.locator("#desk-text mark:target")).to_contain_text(selected)
    expect(page.get_by_role("link", name="Post: chairman of the meeting")).to_be_visible()
