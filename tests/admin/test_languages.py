"""The admin speaks the editor's language: the browser's, until the editor chooses."""

from tests import make

CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}


def test_the_admin_is_in_the_language_of_the_browser(admin_client):
    make.event(label="Meeting")

    page = admin_client.get("/admin/archive/event/", headers=CHINESE).content.decode()

    assert '<html lang="zh-hans"' in page
    assert "活动" in page
    assert "Meeting" in page
    assert '<html lang="en"' in admin_client.get("/admin/").content.decode()


def test_what_an_editor_chooses_counts_from_then_on_and_comes_back_to_the_page(admin_client):
    page = admin_client.get("/admin/archive/event/?kind=visit", headers=CHINESE)
    assert 'name="language" value="en"' in page.content.decode()

    back = admin_client.post(
        "/admin/language/", {"language": "en", "next": "/admin/archive/event/?kind=visit"}
    )

    assert back["Location"] == "/admin/archive/event/?kind=visit"
    again = admin_client.get("/admin/", headers=CHINESE).content.decode()
    assert '<html lang="en"' in again
    assert "简体中文" in again


def test_the_public_pages_go_by_their_address(client):
    assert '<html lang="en"' in client.get("/events/", headers=CHINESE).content.decode()


def test_the_door_is_in_the_language_of_the_browser(client):
    assert "登录" in client.get("/admin/login/", headers=CHINESE).content.decode()
