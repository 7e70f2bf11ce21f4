"""The one room through which answers and files of entries pass in and out.

Nobody else touches `Entry.draft`, `Deposit.content` or the private storage, but `submissions.intake`, which puts files into it.
Who may read is decided here, for every route alike:

- the supplier's people, at any time, everything of their own, files as they gave them;
- officials of the authority that published the challenge, what counts (the newest deposit) of what was handed in, once the
  round is opened, but for the identity envelope while they may not know whose work it is;
- whoever an app above admits with `admit_readers` (the jury), the same, but never anything of identity or price.

A rule of another app can only widen the circle of readers after the opening, never move the opening. Where a reader may not
know whose work it is, files come as copies without metadata, under neutral names.

`readers` says who reads how, `contents` what they read; `files` hands out the bytes.
"""

from submissions.vault.contents import (
    Contents,
    ListedFile,
    Sealed,
    differs_from_deposit,
    digest_of_deposit,
    files_of,
    handed_in_titles,
    holds_its_files,
    lacks,
    newest_deposit,
    newest_deposits,
    options_chosen,
    put_draft,
    read,
    read_answers,
    read_deposit_bytes,
    read_title,
    seal,
    seal_again,
)
from submissions.vault.files import OpenedFile, is_signed, open_file, text_of_file
from submissions.vault.partners import partner_codes
from submissions.vault.readers import Reading, admit_readers, reading

__all__ = [
    "Contents",
    "ListedFile",
    "OpenedFile",
    "Reading",
    "Sealed",
    "admit_readers",
    "differs_from_deposit",
    "digest_of_deposit",
    "files_of",
    "handed_in_titles",
    "holds_its_files",
    "is_signed",
    "lacks",
    "newest_deposit",
    "newest_deposits",
    "open_file",
    "options_chosen",
    "partner_codes",
    "put_draft",
    "read",
    "read_answers",
    "read_deposit_bytes",
    "read_title",
    "reading",
    "seal",
    "seal_again",
    "text_of_file",
]
