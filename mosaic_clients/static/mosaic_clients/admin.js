// Comforts only: every page works without this file.
"use strict";

// Copy buttons stay hidden without scripts; the text can be selected by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select(); // no clipboard outside a secure context
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// Choosing a region shows what it fills in; what an operator typed is kept.
const region = document.querySelector("select[data-presets]");
if (region) {
  const presets = JSON.parse(region.dataset.presets);
  const fields = { base_url: document.getElementById("id_base_url"), issuers: document.getElementById("id_issuers") };
  region.addEventListener("change", () => {
    for (const [name, field] of Object.entries(fields)) {
      const filled = Object.values(presets).map((preset) => preset[name]);
      if (!field.value.trim() || filled.includes(field.value)) {
        field.value = presets[region.value]?.[name] ?? "";
      }
    }
  });
}

// What asks Mosaic may take a while: its button says so, and cannot be pressed twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const button = form.querySelector("button[type=submit]");
  const label = button.textContent;
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = form.dataset.busy;
    form.setAttribute("aria-busy", "true");
  });
  // Back and forward show the page as it was left.
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = label;
    form.removeAttribute("aria-busy");
  });
}
