"""The page of `dico gateway` in a real browser: Debian's Chromium without a window, driven by Selenium.

    make test-browser

starts a gateway on recorded pages for itself, and leaves a picture of each scene in .screenshots for people to look at.
"""

import contextlib
import pathlib
import re
import subprocess
import sys
import threading
import unittest
import urllib.parse

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
DICO = ROOT / ".build/debug/dico"
PICTURES = ROOT / ".screenshots"
PATIENCE = 60
PHONE = (360, 740)
DESK = (860, 900)


class Gateway:
    """A running `dico gateway` with a broker and a worker of its own."""

    def __init__(self):
        self.process = subprocess.Popen(
            [DICO, "gateway", "--embedded", "--replay", "fixtures", "--port", "0", "--timeout", "60"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True)
        giving_up = threading.Timer(PATIENCE, self.process.kill)
        giving_up.start()
        line = self.process.stdout.readline()
        giving_up.cancel()
        if not line.startswith("Listening on "):
            raise RuntimeError(f"the gateway did not start: {line!r}")
        self.address = line.removeprefix("Listening on ").strip()

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


@contextlib.contextmanager
def browser(javascript=True, dark=False, size=DESK):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    # Root has no sandbox, and a container little shared memory.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1.5, "mobile": size == PHONE})
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        yield driver
    finally:
        driver.quit()


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(exist_ok=True)
        cls.gateway = Gateway()
        cls.addClassCleanup(cls.gateway.stop)

    # What a person does

    @contextlib.contextmanager
    def visiting(self, path="/", complaints=(), **settings):
        """A browser at an address, which is to have nothing to complain of in the end but what `complaints` match."""
        with browser(**settings) as self.driver:
            self.driver.get(self.gateway.address + path)
            yield self.driver
            unexpected = [
                entry["message"] for entry in self.driver.get_log("browser")
                if not any(re.search(known, entry["message"]) for known in complaints)]
            self.assertEqual(unexpected, [])

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return [element.text for element in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def wait(self, condition):
        """Until it holds. What is asked while the page changes, is asked again."""
        passing = [StaleElementReferenceException, NoSuchElementException]
        WebDriverWait(self.driver, PATIENCE, 0.05, passing).until(lambda _: condition())

    def look_up(self, word, language="fr"):
        self.one(f"#language option[value={language}]").click()
        self.one("#word").clear()
        self.one("#word").send_keys(word, Keys.ENTER)

    def shows(self, word):
        self.wait(lambda: word in self.texts(".headword > h2"))
        self.wait(lambda: self.driver.title.startswith(f"{word} ·"))

    def path(self):
        return urllib.parse.unquote(urllib.parse.urlsplit(self.driver.current_url).path)

    def picture(self, name):
        self.driver.save_screenshot(str(PICTURES / f"{name}.png"))

    def mark(self):
        """Leaves a mark that a page which is loaded anew does not have."""
        self.driver.execute_script("window.isTheSame = true")

    def is_marked(self):
        return self.driver.execute_script("return window.isTheSame === true")

    def assert_fits(self):
        wide, view = self.driver.execute_script(
            "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        self.assertLessEqual(wide, view, "the page scrolls sideways")

    # The scenes

    def test_the_beginning(self):
        with self.visiting():
            self.assertEqual(self.driver.title, "dico")
            self.assertEqual(self.driver.switch_to.active_element.get_attribute("id"), "word")
            self.assertIn("Français", self.texts(".shelf dt"))
            self.assertEqual(self.one("#language").get_attribute("value"), "en")
            self.picture("beginning")

    def test_a_search_updates_in_place(self):
        with self.visiting():
            self.mark()
            self.look_up("nuage")
            self.shows("nuage")
            self.assertEqual(self.path(), "/fr/nuage")
            self.assertEqual(self.one(".result > div").get_attribute("lang"), "fr")
            self.assertIn("/nɥaʒ/", self.texts(".transcriptions li"))
            self.assertEqual(self.one(".credit a[rel~=license]").text, "CC BY-SA 4.0")
            self.assertIn("nuage", self.one("#status").get_attribute("textContent"))
            self.assertEqual(self.driver.switch_to.active_element.tag_name, "h1")
            self.assertTrue(self.is_marked())
            self.picture("search")

    def test_a_synonym_is_followed_and_back_it_goes(self):
        with self.visiting("/en/cloud"):
            self.picture("word")
            self.mark()
            link = self.one(".relations a[href='/en/nebula']")
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
            scroll = self.driver.execute_script("return scrollY")
            link.click()
            self.shows("nebula")
            self.assertEqual(self.path(), "/en/nebula")
            self.assertEqual(self.one("#word").get_attribute("value"), "nebula")
            self.picture("synonym")
            self.driver.back()
            self.shows("cloud")
            self.assertEqual(self.path(), "/en/cloud")
            self.assertEqual(self.one("#word").get_attribute("value"), "cloud")
            self.wait(lambda: abs(self.driver.execute_script("return scrollY") - scroll) < 2)
            self.driver.forward()
            self.shows("nebula")
            self.assertTrue(self.is_marked())

    def test_keys_are_enough(self):
        with self.visiting("/en/nebula"):
            self.one("body").send_keys(Keys.TAB)
            self.assertEqual(self.driver.switch_to.active_element.get_attribute("class"), "skip")
            self.assertTrue(self.driver.switch_to.active_element.is_displayed())
            self.one("body").send_keys("/")
            self.assertEqual(self.driver.switch_to.active_element.get_attribute("id"), "word")
            self.driver.switch_to.active_element.send_keys("cloud/", Keys.BACKSPACE, Keys.ENTER)
            self.shows("cloud")

    def test_the_newest_of_two_searches_is_shown(self):
        with self.visiting():
            self.driver.execute_script("""
                const form = document.querySelector("form.search");
                form.elements.language.value = "en";
                for (const word of ["bank", "record", "cloud"]) {
                    form.elements.word.value = word;
                    form.requestSubmit();
                }""")
            self.shows("cloud")
            self.assertEqual(self.path(), "/en/cloud")
            self.assertFalse(self.driver.execute_script(
                "return document.documentElement.classList.contains('busy')"))

    def test_without_javascript(self):
        with self.visiting(javascript=False):
            self.driver.get("data:text/html,<title>off</title><script>document.title = 'on'</script>")
            self.assertEqual(self.driver.title, "off")
            self.driver.get(self.gateway.address)
            self.look_up("nuage")
            self.shows("nuage")
            self.assertEqual(self.path(), "/fr/nuage")
            self.look_up("cloud", "en")
            self.shows("cloud")
            self.one(".relations a[href='/en/nebula']").click()
            self.shows("nebula")
            self.picture("without-javascript")

    def test_a_word_that_is_in_no_dictionary(self):
        with self.visiting(complaints=["/fr/broutignole .*404"]):
            self.look_up("broutignole")
            self.wait(lambda: "No entry for" in self.one("main h1").text)
            self.assertEqual(self.texts(".tried a[rel~=external]:not(.license)"), ["Wiktionnaire", "Le Robert"])
            self.assertEqual(self.path(), "/fr/broutignole")
            self.picture("not-found")

    def test_a_site_that_does_not_answer_can_be_asked_again(self):
        with self.visiting("/en/storm", complaints=["/en/storm .*503"]):
            self.mark()
            self.assertEqual(self.one("main h1").text, "The site did not answer storm")
            self.picture("unavailable")
            self.one("a.retry").click()
            self.wait(lambda: self.driver.switch_to.active_element.tag_name == "h1")
            self.assertTrue(self.is_marked())

    def test_other_ways_to_fail(self):
        for path, heading, status in [
            ("/en/gustiness", "The site turned us away", 502), ("/en/raininess", "The page could not be read", 502),
            ("/xx/cloud", "There is no such language here", 404),
        ]:
            with self.subTest(path), self.visiting(path, complaints=[f"{path} .*{status}"]):
                self.assertIn(heading, self.one("main h1").text)
                self.picture(heading.replace(" ", "-").lower())

    def test_a_word_of_html_is_text(self):
        word = "<b>&\"'</b><img src=x onerror=alert(1)>"
        with self.visiting(complaints=["503"]):
            self.look_up(word)
            self.wait(lambda: word in self.one("main h1").text)
            self.assertEqual(self.one("#word").get_attribute("value"), word)
            self.assertEqual(self.driver.find_elements(By.CSS_SELECTOR, "main b, main img"), [])
            self.picture("html")
            self.driver.refresh()
            self.assertIn(word, self.one("main h1").text)
            self.assertIn(word, self.driver.title)

    def test_a_gateway_that_is_gone(self):
        with self.visiting("/en/cloud", complaints=["ERR_INTERNET_DISCONNECTED"]):
            self.driver.execute_cdp_cmd("Network.enable", {})
            offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
            self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True, **offline})
            self.look_up("nebula", "en")
            self.wait(lambda: "cannot be reached" in self.one("main h1").text)
            self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, **offline})
            self.one("a.retry").click()
            self.shows("nebula")
            self.assertEqual(self.path(), "/en/nebula")

    def test_dark(self):
        with self.visiting("/en/cloud", dark=True):
            colour = self.one("body").value_of_css_property("background-color")
            self.assertLess(sum(map(int, re.findall(r"\d+", colour)[:3])), 150, colour)
            self.picture("dark")

    def test_a_phone(self):
        for path in ["/", "/en/cloud", "/fr/nuage", "/de/Nebel", "/cn/%E9%87%8D"]:
            with self.subTest(path), self.visiting(path, size=PHONE):
                self.assert_fits()
                self.picture("phone" + urllib.parse.unquote(path).replace("/", "-"))


if __name__ == "__main__":
    if not DICO.exists():
        sys.exit(f"{DICO} is not there: build it with `swift build`.")
    unittest.main(verbosity=2)
