// The script of the reference page: search, copying, theme and menu. Without it the page reads the same.

/** JavaScript that reads and marks the page; it makes no HTML, asks no network and holds nothing of the contract. */
export const script = `
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const kept = (change) => { try { return change(localStorage); } catch { return null; } };

  const theme = kept((store) => store.getItem("actorgen-theme"));
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept((store) => store.setItem("actorgen-theme", root.dataset.theme));
  });

  const nav = document.querySelector("nav");
  const menu = document.getElementById("menu");
  const open = (isOpen) => { root.classList.toggle("menu", isOpen); menu.setAttribute("aria-expanded", String(isOpen)); };
  menu.addEventListener("click", () => open(!root.classList.contains("menu")));
  nav.addEventListener("click", (event) => { if (event.target.closest("a")) open(false); });

  const links = new Map(all("nav a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const entries = all("[data-entry]").map((element) => ({
    element, link: links.get(element.id), name: element.dataset.entry.toLowerCase(), text: element.textContent.toLowerCase(),
  }));
  const groups = all("[data-group]");
  const input = document.getElementById("search");
  const found = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    return entries.map((entry) => {
      const fits = words.every((word) => entry.text.includes(word));
      return { ...entry, fits, rank: !fits ? 3 : words.every((word) => entry.name.includes(word)) ? 1 : 2 };
    });
  };
  const search = () => {
    const results = found();
    root.classList.toggle("searching", input.value.trim() !== "");
    for (const { element, link, fits } of results) {
      element.hidden = !fits;
      if (link) link.parentElement.hidden = !fits;
    }
    for (const group of groups) group.hidden = all("[data-entry]", group).length > 0 && all("[data-entry]", group).every((entry) => entry.hidden);
    document.getElementById("empty").classList.toggle("on", results.every(({ fits }) => !fits));
    document.getElementById("count").textContent = input.value.trim() === "" ? "" : results.filter(({ fits }) => fits).length + " found";
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; search(); input.blur(); }
    if (event.key !== "Enter") return;
    const [best] = found().filter(({ fits }) => fits).sort((a, b) => a.rank - b.rank);
    if (best) { location.hash = best.element.id; best.element.focus({ preventScroll: true }); }
  });
  addEventListener("keydown", (event) => {
    const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
    if (event.key === "Escape") open(false);
  });

  const byHand = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const code = button.closest(".snippet").querySelector("code");
    try {
      await (navigator.clipboard ? navigator.clipboard.writeText(code.textContent).catch(() => byHand(code)) : byHand(code));
      button.textContent = "Copied";
    } catch { button.textContent = "Press Ctrl+C"; }
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  });

  const show = (link) => {
    const top = link.offsetTop - nav.offsetTop;
    if (top < nav.scrollTop + 40 || top > nav.scrollTop + nav.clientHeight - 60) nav.scrollTop = top - nav.clientHeight / 3;
  };
  const seen = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      if (!isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      const link = links.get(target.id);
      if (link) { link.setAttribute("aria-current", "true"); show(link); }
    }
  }, { rootMargin: "-80px 0px -75% 0px" });
  for (const { element } of entries) seen.observe(element);
})();
`;
