// Everything works without this file; it adds comfort.
import { Button, ErrorSummary, NotificationBanner, SkipLink, createAll } from "govuk-frontend";
import { Counter } from "./counter.js";
import { showLocalTimes } from "./local-time.js";
import { explainPasskeyErrors } from "./passkeys.js";
import { chooseByDigit } from "./score-boxes.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, Counter, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}
chooseByDigit();
showLocalTimes();
explainPasskeyErrors();
