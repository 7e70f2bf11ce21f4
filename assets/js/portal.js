// Everything works without this file; it adds comfort.
import { Button, ErrorSummary, NotificationBanner, SkipLink, createAll } from "govuk-frontend";
import { saveWhileWriting } from "./autosave.js";
import { Counter } from "./counter.js";
import { showLocalTimes } from "./local-time.js";
import { explainPasskeyErrors } from "./passkeys.js";
import { chooseByDigit } from "./score-boxes.js";
import { addUpWeights } from "./weights.js";
import { keepScoreSheet } from "./score-sheet.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, Counter, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}
saveWhileWriting();
addUpWeights();
chooseByDigit();
keepScoreSheet();
showLocalTimes();
explainPasskeyErrors();
