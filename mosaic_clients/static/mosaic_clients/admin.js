// Optional: every page works without this file.
"use strict";

// Copy buttons are hidden without JavaScript; the operator can still select the text.
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
      text.select(); // there is no clipboard API outside a secure context
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// Choosing a region fills in its values. Values that the operator typed are kept.
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

// A request to Mosaic can take seconds. Its button shows this and cannot be pressed twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const button = form.querySelector("button[type=submit]");
  const label = button.textContent;
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = form.dataset.busy;
    form.setAttribute("aria-busy", "true");
  });
  // After "back" or "forward" the browser shows the page in its previous state.
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = label;
    form.removeAttribute("aria-busy");
  });
}
