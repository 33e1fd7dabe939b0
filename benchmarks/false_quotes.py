"""What the aligner of langextract does with falsified quotes that the verifier refuses.

pip install langextract   # in an environment of its own: no part of the project needs it
python benchmarks/false_quotes.py
"""

from __future__ import annotations

from importlib import import_module, metadata

TEXT = (
    "Satellite images of October 5 showed about 73 freight cars at Tumangang Station, the institute said. "
    "The activity likely indicates a supply of ammunition by North Korea to Russia, the institute said in its report."
)
COUNT, SUPPLY = (sentence.partition(", the institute")[0] for sentence in TEXT.split("said. "))
QUOTES = {
    "verbatim": SUPPLY,
    "direction swapped": SUPPLY.replace("North Korea to Russia", "Russia to North Korea"),
    "`not` put in": SUPPLY.replace("indicates", "does not indicate"),
    "37 for 73": COUNT.replace("73", "37"),
    "another word": SUPPLY.replace("supply", "purchase"),
}


def main() -> None:
    """Print the status of each quote, and the words of the text to which it is aligned."""
    aligner = import_module("langextract.resolver").WordAligner()
    extraction = import_module("langextract.data").Extraction
    print("langextract", metadata.version("langextract"))
    for kind, quote in QUOTES.items():
        ((aligned,),) = aligner.align_extractions([[extraction("claim", quote)]], TEXT)
        place = aligned.char_interval
        words = TEXT[place.start_pos : place.end_pos] if place else ""
        print(f"{kind}: {aligned.alignment_status}, {words!r}")


if __name__ == "__main__":
    main()
