// A cancelled or failed passkey would otherwise look as if the button did nothing.
export function explainPasskeyErrors() {
  document.addEventListener("allauth.error", (event) => {
    const notice = document.querySelector("[data-portal-passkey-error]");
    if (!notice) return;
    event.preventDefault();
    notice.hidden = false;
    notice.focus();
  });
}
