"""What of a file is the report: text, Markdown, HTML and PDF, and files that are none."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest
from sanctionsgraph.reading import page as module
from sanctionsgraph.reading.page import Page, page, page_of
from sanctionsgraph.reading.script import Script
from sanctionsgraph.reading.source_file import FileForm, source_bytes
from sanctionsgraph.reading.text import are_copies, sentences_of
from sanctionsgraph.schema.errors import InputError

from helpers.pdf_file import pdf

STORY = """Gulf Gazette
Subscribe
Coal barges return to Haeju harbour, survey group says

Coal barges return to Haeju harbour, survey group says
Barges lie at the quay of Haeju on a picture that the Harbour Survey Institute released.
PHOTO: Harbour Survey Institute

BUSAN, March 4 (Newswire) - Eleven barges lay at the quay of Haeju on Sunday, the most since the autumn of 2021, a
survey group said in a report on Monday. The group, which counts ships on commercial pictures, did not say
what they had carried.

"We cannot tell what is under the covers," said Dr. Ines Hallberg of the U.S. office of the group. The quay has
been empty since Oct. 2.

Seoul had no comment.

ALSO READ: Ferry service to the islands is cut for the winter
Source: Newswire

    • Seven recipes for the rainy season that the whole family will like.
    • The best beaches of the south coast, and how you can get there by bus.
Copyright Gulf Gazette. All rights reserved by the owners of this page.
"""
KEPT = [
    "Eleven barges lay at the quay of Haeju on Sunday, the most since the autumn of 2021, a\nsurvey group said in a"
    " report on Monday.",
    "The group, which counts ships on commercial pictures, did not say\nwhat they had carried.",
    '"We cannot tell what is under the covers," said Dr. Ines Hallberg of the U.S. office of the group.',
    "The quay has\nbeen empty since Oct. 2.",
    "Seoul had no comment.",
]


def of_text(text: str, name: str = "story.txt") -> Page:
    return page_of(source_bytes(text.encode(), name))


def whole(page: Page) -> list[str]:
    return [" ".join(sentence.text.split()) for sentence in sentences_of(page)]


def test_the_report_in_a_page_as_scraped() -> None:
    read = of_text(STORY)
    assert [sentence.text for sentence in sentences_of(read)] == KEPT
    assert all(read.text[s.start : s.end] == s.text for s in sentences_of(read))
    assert read.text == STORY
    assert len(read.report) == len(read.text)
    assert read.head.title == "Coal barges return to Haeju harbour, survey group says"
    assert (read.head.publisher, read.head.dateline) == ("Newswire", "BUSAN")
    reasons = {read.text[line.start : line.end].strip(): line.why for line in read.lines}
    assert reasons["Subscribe"] == "part of the page: begins with `subscribe`"
    assert reasons["PHOTO: Harbour Survey Institute"] == "about a picture: begins with `photo`"
    assert [why for line, why in reasons.items() if line.startswith("Barges lie")] == ["caption of a picture"]
    assert [why for line, why in reasons.items() if line.startswith("•")] == ["an entry of a list"] * 2
    assert read.sha256 == hashlib.sha256(STORY.encode()).hexdigest() == read.file.sha256


def test_every_line_says_why_it_counts_or_not() -> None:
    read = of_text(STORY)
    assert all(line.why for line in read.lines)
    shown = [read.text[line.start : line.end] for line in read.lines]
    assert "".join("".join(shown).split()) == "".join(STORY.split())


def test_markdown_with_front_matter() -> None:
    text = (
        "---\ntitle: Coal at the quay\nauthor: I. Hallberg\ndate: 2024-03-04 12:00:00\n---\n\n"
        "## What we saw\n\n**Eleven** barges lay at [the quay](https://example.org/Haeju) of Haeju, and none left.\n\n"
        "![quay](https://example.org/a.png)\n_▲ Figure 1: The quay of Haeju in March._\n\n"
        "- They were covered, and what they had carried is not known.\n"
    )
    read = of_text(text, "paper.md")
    assert read.file.form is FileForm.MARKDOWN
    assert (read.head.title, read.head.published, read.head.authors) == (
        "Coal at the quay",
        "2024-03-04",
        ("I. Hallberg",),
    )
    assert len(sentences_of(read)) == 2
    assert "example.org" not in read.report
    assert "**Eleven**" in read.text
    assert read.text[read.report.index("barges") :].startswith("barges")


@pytest.mark.parametrize("front", ["---\n- a\n- [\n---\n", "---\n{a: &x [*x]}\n---\n", "---\njust words\n---\n"])
def test_front_matter_that_says_nothing(front: str) -> None:
    read = of_text(front + "The quay of Haeju has been empty since the autumn of that year.", "a.md")
    assert read.head.title is None


HTML = """<!DOCTYPE html><html><head><title>Coal barges return - Gulf Gazette</title>
<meta property="og:title" content="Coal barges return"><meta property="og:site_name" content="Gulf Gazette">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-04T08:00:00Z",
 "author": [{"name": "I. Hallberg"}]}</script><script type="application/ld+json">{broken</script>
<link rel="canonical" href="https://example.org/coal"></head><body><nav><ul>NAV</ul></nav>
<article><p>Eleven barges lay at the quay of Haeju on Sunday, which is the most that have been seen there since the
autumn of 2021, a survey group said in a report on Monday.</p>
<script>document.write("Twelve barges were there, it was a lie.")
</script><p>The group, which counts ships on the pictures of a commercial company, did not say what it was that they had
carried there, and it has not been told by anybody.</p></article><footer>Contact us</footer></body></html>"""


def test_html_without_its_navigation_and_scripts() -> None:
    menu = "".join(f'<li><a href="/{n}">Topic {n} of the page and more</a></li>' for n in range(30))
    read = of_text(HTML.replace("NAV", menu), "page.html")
    assert read.file.form is FileForm.HTML
    assert len(whole(read)) == 2
    assert whole(read)[0].startswith("Eleven barges lay at the quay of Haeju on Sunday")
    assert "Twelve" not in read.text
    assert "Topic" not in read.report
    head = read.head
    assert (head.title, head.publisher, head.published) == ("Coal barges return", "Gulf Gazette", "2024-03-04")
    assert (head.authors, head.url) == (("I. Hallberg",), "https://example.org/coal")


def test_html_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "justext", None)
    with pytest.raises(InputError, match=r"page\.html: .*needs the extra `html`\. Install it"):
        of_text(HTML, "page.html")


def test_pdf_without_running_heads() -> None:
    pages = [
        ["Survey Paper 12", f"Eleven barges lay at the {quay} quay of Haeju on Sunday, and it is the most that",
         "have been seen there.", f"The group did not say what they had carried to the {quay} quay.", f"page {number}"]
        for number, quay in enumerate(("east", "west", "old", "new"))
    ]  # fmt: skip
    read = page_of(source_bytes(pdf(pages), "paper.pdf"))
    assert read.file.form is FileForm.PDF
    assert whole(read)[:2] == [
        "Eleven barges lay at the east quay of Haeju on Sunday, and it is the most that have been seen there.",
        "The group did not say what they had carried to the east quay.",
    ]
    assert "Survey Paper" not in read.report
    assert {line.why for line in read.lines if not line.kept} >= {"a running head or page number"}


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"", "a.txt", "is empty"),
        (b"\xef\xbb\xbf \n\n", "a.txt", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "a.png", "is not text in utf-8"),
        (b"MZ\x00\x00 and some words of it", "a.exe", "is a binary file"),
        ("Zażółć gęślą jaźń".encode("cp1250"), "a.txt", "is not text in utf-8"),
        (b"%PDF-1.7\nnothing of one", "a.pdf", "is no PDF that can be read"),
        (pdf([[]]), "scan.pdf", "has 1 pages and no text in them: it may be a scan"),
        (pdf([["The quay is empty."]], password="secret"), "locked.pdf", "is an encrypted PDF"),
        (b"<html><body><script>alert(1)</script></body></html>", "a.html", "is HTML without text"),
        (b"<html><meta charset='nonsense'><p>words</p>", "a.html", "is not text in nonsense"),
        (b"Home\nMenu\nContact us\n", "a.txt", "no line of it reads as a report's text"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_holds_no_report(content: bytes, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=f"^{name}: {problem}") as error:
        page_of(source_bytes(content, name))
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="No such file"):
        page(tmp_path / "none.txt")
    with pytest.raises(InputError, match="cannot be read"):
        page(tmp_path)
    (tmp_path / "large.txt").write_text("The quay is empty since the autumn of that year.", encoding="utf-8")
    monkeypatch.setattr("sanctionsgraph.reading.source_file.LARGEST", 10)
    with pytest.raises(InputError, match=r"has 0 MB\. At most"):
        page(tmp_path / "large.txt")


def test_megabytes_without_a_full_stop_are_no_sentence() -> None:
    endless = "the barge and the quay " * 100_000
    with pytest.raises(InputError, match="characters without the end of a sentence"):
        of_text(endless)
    read = of_text(
        f"The quay of Haeju has been empty since the autumn.\n{endless}\nIt was full again in the spring of 2024."
    )
    assert len(sentences_of(read)) == 2


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (
            "북한은 러시아에 컨테이너 1,000개를 보냈다고 정부가 말했다.\n조사단은 열한 척의 배를 보았다고 밝혔다.",
            Script.HANGUL,
        ),
        ("КНДР отправила в Россию более 1000 контейнеров, сообщили власти страны.", Script.CYRILLIC),
    ],
)
def test_other_scripts_are_said_to_be_beyond_the_rules(text: str, script: Script) -> None:
    read = of_text(text)
    assert read.script is script
    assert read.notes[0].startswith(f"the text is in {script}")
    assert sentences_of(read)


def test_utf_16_and_line_ends() -> None:
    read = page_of(
        source_bytes("The quay is empty.\r\nIt was full in the spring of that year.\r\n".encode("utf-16"), "a.txt")
    )
    assert read.text == "The quay is empty.\nIt was full in the spring of that year.\n"


def test_copies_of_one_story_are_known() -> None:
    copy = "Gazette staff and agencies\n" + STORY.replace("Eleven", "11").replace("Seoul had no comment.", "")
    other = "Nine tankers left the oil terminal of another port for the open sea, a shipping agent told us on Friday."
    assert are_copies(STORY, STORY)
    assert are_copies(STORY, copy)
    assert not are_copies(STORY, other)
    assert not are_copies(STORY, "")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Lee met Gen. Park of the U.S. Army at 9 a.m. on Monday near the old quay.", 1),
        ("It left the U.S. The ship was empty when they found it there.", 2),
        ('"It is empty." They said so. "Is it?" No one knew what had become of it.', 4),
        ("It cost 2.8 million. Resolution 2397 (S/RES/2397) capped it in the year of 2017.", 2),
        ("It said that ships lay at the quay.The report counted four.", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(sentences_of(of_text(text))) == count


def test_the_readers_are_of_every_form() -> None:
    assert set(module._READERS) == set(FileForm)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "piece",
    [
        " ",
        ".",
        "![",
        "[",
        "](",
        "<a ",
        "_",
        "*",
        "#",
        "> ",
        "'s ",
        "A. ",
        "said ",
        "the port of ",
        "1,",
        "on May ",
        "\t\n",
    ],
)
def test_a_hostile_file_takes_no_longer_than_its_length(piece: str, name: str) -> None:
    sentence = "The quay of Haeju has been empty since the autumn of that year."
    read = of_text(f"{sentence}\n\n{piece * 50_000}\n\n{sentence} It was full again in the spring.\n", name)
    assert sentences_of(read)[0].text == sentence


SENTENCE = "Eleven barges lay at the quay of Haeju on Sunday, the Harbour Survey Institute said in a report. "


def test_a_line_that_repeats_its_sentences_is_read_without_what_stands_again() -> None:
    other = "The group did not say what the barges had carried, and it named no ship. "
    read = of_text(other + SENTENCE * 200 + "What they carried is not known to anybody at the institute.")
    assert [" ".join(words.split()) for words in whole(read)] == [
        other.strip(),
        SENTENCE.strip(),
        "What they carried is not known to anybody at the institute.",
    ]
    assert [line.why for line in read.lines if not line.kept] == ["its sentences stand a second time"]
    assert len(read.report) == len(read.text)


def test_a_long_line_with_a_refrain_is_one_paragraph() -> None:
    told = "".join(
        f"Barge number {number} lay at the quay of Haeju on Sunday, the group said. " for number in range(90)
    )
    read = of_text(
        told + "It did not say more. " + told.replace("Sunday", "Monday") + "It did not say more. It is closed."
    )
    assert [line.kept for line in read.lines] == [True]


def test_more_text_than_a_report_can_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [f"Barge number {number} lay at the quay of Haeju on Sunday, the group said." for number in range(50)]
    assert of_text("\n\n".join(told)).kept
    monkeypatch.setattr(module, "LONGEST_REPORT", 2_000)
    with pytest.raises(InputError, match="characters of text; at most 2,000 are read as one report"):
        of_text("\n\n".join(told))
    assert of_text(SENTENCE * 200).kept, "what repeats does not count"
