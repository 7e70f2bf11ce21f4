// Everything works without this file; it adds comfort.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink, createAll } from "govuk-frontend";
import { showLocalTimes } from "./local-time.js";
import { explainPasskeyErrors } from "./passkeys.js";
import { chooseByDigit } from "./score-boxes.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}
chooseByDigit();
showLocalTimes();
explainPasskeyErrors();
