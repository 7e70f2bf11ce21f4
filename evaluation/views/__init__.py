"""HTTP for the judging: jurors' pages under /jury/, officials' under /desk/."""
