// The sum of the weights and what is left to give, while they are being typed. The server tells both anyway.
const HUNDREDTHS = 100;

function hundredths(input) {
  const removed = input.closest("fieldset")?.querySelector("input[name$='-DELETE']")?.checked;
  const number = Number.parseFloat(input.value.replace(",", "."));
  return removed || Number.isNaN(number) ? 0 : Math.round(number * HUNDREDTHS);
}

export function addUpWeights() {
  const totals = [...document.querySelectorAll("[data-weights-asked]")];
  const form = totals[0]?.closest("form");
  if (!form) return;

  form.addEventListener("input", () => {
    const sum = [...form.querySelectorAll("[data-weight]")].reduce((total, input) => total + hundredths(input), 0);
    for (const total of totals) {
      const asked = Number(total.dataset.weightsAsked) * HUNDREDTHS;
      total.querySelector("[data-weights-sum]").textContent = String(sum / HUNDREDTHS);
      total.querySelector("[data-weights-left]").textContent = String((asked - sum) / HUNDREDTHS);
    }
  });
}
