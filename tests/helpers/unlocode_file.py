"""Rows in the form of UN/LOCODE."""

from __future__ import annotations

ROW = ",RU,{code},{name},{name},PRI,12------,RL,{date},,4308N 13154E,\n"
