// Looks words up without leaving the page. Every address is a page of the server's own: what is fetched here is that
// page, and its <main> takes the place of this one's. Without this file the links and the form lead there all the same.

const main = document.querySelector("main");
const form = document.querySelector("form.search");
const field = form.elements.namedItem("word");
const language = form.elements.namedItem("language");
const announcement = document.querySelector("#status");
const unreachable = document.querySelector("#unreachable");

/** The request that is under way; a newer one ends it. */
let request = new AbortController();
/** What is shown, to tell a step through the history from a jump within the page. */
let shown = location.pathname + location.search;

/**
 * Shows the page at an address.
 *
 * @param step How the history gets there: "push" a new step, or "stay" on the one that is.
 * @param scroll Where to scroll to, in pixels from the top.
 */
async function show(address, step, scroll = 0) {
    request.abort();
    const own = (request = new AbortController());
    document.documentElement.classList.add("busy");
    main.setAttribute("aria-busy", "true");
    announcement.textContent = "Looking up…";
    let page = null;
    try {
        const answer = await fetch(address, { signal: own.signal });
        // What is no page of ours, the browser shows as it likes.
        if (!answer.headers.get("content-type")?.startsWith("text/html")) return location.assign(address);
        page = new DOMParser().parseFromString(await answer.text(), "text/html");
        address = answer.url;
        // A proxy that answers for the gateway does not know of this file.
        if (!page.querySelector("main") || !page.querySelector("#word")) return location.assign(address);
    } catch {
        // Nothing came, or not all of it.
    }
    if (own.signal.aborted) return;

    const url = new URL(address, location.href);
    if (step === "push" && url.href !== location.href) history.pushState(null, "", url);
    shown = location.pathname + location.search;
    if (page) {
        document.title = page.title;
        main.replaceChildren(...page.querySelector("main").childNodes);
        field.value = page.querySelector("#word").value;
        language.value = page.querySelector("#language").value;
    } else {
        main.replaceChildren(unreachable.content.cloneNode(true));
        main.querySelector("a.retry").href = url;
        document.title = `${main.querySelector("h1").textContent} · dico`;
    }
    document.documentElement.classList.remove("busy");
    main.removeAttribute("aria-busy");
    const heading = main.querySelector("h1");
    announcement.textContent = heading.textContent;
    heading.focus({ preventScroll: true });
    scrollTo(0, scroll);
}

/** Goes to another page, and keeps where this one was scrolled to. */
function go(address) {
    history.replaceState({ scroll: scrollY }, "");
    show(address, "push");
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    go(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});

document.addEventListener("click", (event) => {
    const link = event.target.closest("a.in-place");
    const isOurs = link && event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!isOurs || event.defaultPrevented) return;
    event.preventDefault();
    go(link.href);
});

addEventListener("popstate", (event) => {
    const address = location.pathname + location.search;
    if (address === shown) return;
    // At once: the next step may come before this page does.
    shown = address;
    show(location.href, "stay", event.state?.scroll ?? 0);
});

addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
});
