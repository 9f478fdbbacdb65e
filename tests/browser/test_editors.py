"""An editor's way from signing in to a fact that is saved, cited and found."""

QUOTE = "Feng Fei presided"


def choose(page, field, words):
    """Pick the first answer of an autocomplete for `words`."""
    page.locator(f".field-{field} .select2-selection").first.click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).wait_for()
    page.keyboard.press("Enter")


def test_a_cited_post_is_public_and_found_at_once(admin_page, open_page):
    page = admin_page
    page.goto("/admin/archive/post/add/")
    choose(page, "official", "Feng Fei")
    choose(page, "article", "Zhejiang-Guizhou")
    page.get_by_label("Title").fill("executive vice governor")
    citation = page.locator(".inline-related").first
    citation.locator("textarea[name$='-exact']").fill(QUOTE)
    citation.locator(".field-article .select2-selection").click()
    page.locator(".select2-search__field").fill("Zhejiang-Guizhou")
    page.locator(".select2-results__option--highlighted", has_text="Zhejiang").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()

    reader = open_page("/officials/feng-fei/")

    assert "executive vice governor" in reader.get_by_role("main").inner_text()
    assert QUOTE in reader.get_by_role("main").inner_text()


def test_a_quote_that_the_article_does_not_have_is_refused_and_kept_in_the_form(admin_page):
    page = admin_page
    page.goto("/admin/archive/post/add/")
    choose(page, "official", "Feng Fei")
    choose(page, "article", "Zhejiang-Guizhou")
    page.get_by_label("Title").fill("mayor")
    citation = page.locator(".inline-related").first
    citation.locator("textarea[name$='-exact']").fill("Feng Fei sang a song")
    citation.locator(".field-article .select2-selection").click()
    page.locator(".select2-search__field").fill("Zhejiang-Guizhou")
    page.locator(".select2-results__option--highlighted", has_text="Zhejiang").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("The article does not say this.").is_visible()
    assert page.locator("textarea[name$='-exact']").first.input_value() == "Feng Fei sang a song"
