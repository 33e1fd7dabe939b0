"""The shipped questions as typed methods. Generated from cypher/*.cypher by `make generate`."""

from __future__ import annotations

from ...schema.dates import DayLike
from ..results.result import Result
from .question_methods import QuestionMethods


class ShippedQuestions(QuestionMethods):
    """Every question of the catalogue; `dir()` lists them."""

    def after_meeting(self, *, a: str, b: str, days: int = 60, as_of: DayLike | None = None) -> Result:
        """After two leaders met, what was observed within N days at a rail border between their countries?

        a: id of one leader. Example: wd:Q56226
        b: id of the other. Example: wd:Q7747
        days: how many days after the meeting. Example: 60
        as_of: what was known on this day. Example: 2023-10-06

        Columns: meeting, met, asserted, station, event, observed, report.
        """
        return self._ask("after-meeting", a=a, b=b, days=days, as_of=as_of)

    def alleged(self, *, as_of: DayLike | None = None) -> Result:
        """Which transfers are alleged, from where to where, of what, and how firmly?

        as_of: what was known on this day. Example: 2023-10-14

        Columns: event, name, senders, receivers, goods, asserted, suggested, doubted, denied.
        """
        return self._ask("alleged", as_of=as_of)

    def amendments(self, *, provision: str, as_of: DayLike | None = None) -> Result:
        """Which provisions extend, replace or end a provision, in how many steps?

        provision: id of the provision. Example: unscr:1718/8(a)(i)
        as_of: up to this day. Example: 2024-12-31

        Columns: provision, paragraph, since, steps, force, checked, summary.
        """
        return self._ask("amendments", provision=provision, as_of=as_of)

    def amounts(self, *, as_of: DayLike | None = None) -> Result:
        """How much is said to have been transferred, of what, from where to where, by whom, on what basis?

        as_of: what was known on this day. Example: 2024-12-31

        Columns: event, name, number, unit, qualifier, stance, basis, froms, tos, speaker, claim, report.
        """
        return self._ask("amounts", as_of=as_of)

    def became_known(self, *, since: DayLike, until: DayLike, as_of: DayLike | None = None) -> Result:
        """What became known between two dates, and of what?

        since: after this day. Example: 2023-10-06
        until: up to this day. Example: 2023-10-14
        as_of: what was known on this day. Example: 2023-10-31

        Columns: known, claim, event, property, stance, value, speaker, report.
        """
        return self._ask("became-known", since=since, until=until, as_of=as_of)

    def calls_of(self, *, ship: str, as_of: DayLike | None = None) -> Result:
        """Where is a ship said to have been, when, in which event, and on whose word?

        ship: id of the ship. Example: sg:angara
        as_of: what was known on this day. Example: 2024-12-31

        Columns: place, name, event, place_as, first, last, asserted, ship_claims, place_claims, reports.
        """
        return self._ask("calls-of", ship=ship, as_of=as_of)

    def came_back(self, *, as_of: DayLike | None = None) -> Result:
        """What came back after it was gone: entries of lists, and measures?

        as_of: what was known on this day. Example: 2025-12-31

        Columns: what, id, name, part_of, stated, gone, back, record.
        """
        return self._ask("came-back", as_of=as_of)

    def claims(self, *, event: str, as_of: DayLike | None = None) -> Result:
        """Who says what of an event, how strongly, on what basis, and in answer to what?

        event: id of the event or thing. Example: sg:kp-ru-munitions-2023
        as_of: what was known on this day. Example: 2023-10-06

        Columns: since, claim, property, stance, value, unit, hedge, likelihood, basis, speaker, report, locator, rests_on, answers.
        """
        return self._ask("claims", event=event, as_of=as_of)

    def confirmed_by(self, *, claim: str, as_of: DayLike | None = None) -> Result:
        """Who confirmed or contradicted a claim on evidence of their own?

        claim: id of the claim. Example: report:pentagon-2024-10-28#exists
        as_of: what was known on this day. Example: 2024-12-31

        Columns: how, claim, speaker, speaker_name, value, basis, evidence, report, since.
        """
        return self._ask("confirmed-by", claim=claim, as_of=as_of)

    def denials(self, *, as_of: DayLike | None = None) -> Result:
        """Who denies what, on what basis, and in answer to whom?

        as_of: what was known on this day. Example: 2023-12-31

        Columns: since, claim, speaker, about, property, value, hedge, basis, report, answers, answered_speaker, answered_since.
        """
        return self._ask("denials", as_of=as_of)

    def disputed(self, *, event: str, as_of: DayLike | None = None) -> Result:
        """On what do claims about an event or thing differ: which values, by whom, on what basis?

        event: id of the event or thing. Example: sg:kp-ru-munitions-2023
        as_of: what was known on this day. Example: 2024-12-31

        Columns: property, unit, value, stance, speaker, speaker_name, basis, claim, since.
        """
        return self._ask("disputed", event=event, as_of=as_of)

    def events_at(self, *, place: str, since: DayLike, until: DayLike, as_of: DayLike | None = None) -> Result:
        """Which events are said to have been at a place, at a part of it or in a State, between two days?

        place: id of the place or State. Example: sg:tumangang-station
        since: first of the days. Example: 2023-01-01
        until: last of the days. Example: 2024-12-31
        as_of: what was known on this day. Example: 2024-12-31

        Columns: event, kind, name, first, last, place, asserted, statements.
        """
        return self._ask("events-at", place=place, since=since, until=until, as_of=as_of)

    def events_by_month(self, *, since: DayLike, until: DayLike, as_of: DayLike | None = None) -> Result:
        """How many events of each kind began in each month, between two days, and which?

        since: first of the days. Example: 2023-01-01
        until: last of the days. Example: 2023-12-31
        as_of: what was known on this day. Example: 2024-12-31

        Columns: month, kind, number, events.
        """
        return self._ask("events-by-month", since=since, until=until, as_of=as_of)

    def events_of_goods(self, *, goods: str, as_of: DayLike | None = None) -> Result:
        """Which events are said to be of a kind of goods, or of a narrower kind, and how firmly?

        goods: id of the goods. Example: goods:ammunition
        as_of: what was known on this day. Example: 2023-12-31

        Columns: event, name, goods, match, first, last, asserted, suggested, against.
        """
        return self._ask("events-of-goods", goods=goods, as_of=as_of)

    def exemptions(self, *, measure: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """What is exempt from a measure on a date, under which conditions, and which claims speak to them?

        measure: id of the measure. Example: un-dprk:coal-export
        on: the day. Example: 2018-01-01
        as_of: what was known on this day. Example: 2024-12-31

        Columns: exemption, name, since, until, goods, condition, kind, giver, any_of, provisions, claims.
        """
        return self._ask("exemptions", measure=measure, on=on, as_of=as_of)

    def history(self, *, id: str, as_of: DayLike | None = None) -> Result:
        """What has been said of a thing through time?

        id: id of the thing or event. Example: sg:tumangang-station
        as_of: what was known on this day. Example: 2024-12-31

        Columns: since, until, kind, role, statement, says, source.
        """
        return self._ask("history", id=id, as_of=as_of)

    def in_force(self, *, programme: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """Which measures of a programme were in force on a date, by which paragraphs, and is that disputed?

        programme: id of the programme. Example: un-iran
        on: the day. Example: 2025-10-01
        as_of: what was known on this day. Example: 2025-12-31

        Columns: measure, name, since, until, known_until, direction, binds, provisions, acts, threshold, unless, effect_of, affirmed, denied, summary.
        """
        return self._ask("in-force", programme=programme, on=on, as_of=as_of)

    def in_office(self, *, country: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """Who held which post of a State on a day, by whom? A term without an end ends with the end that another entry gives.

        country: id of the State. Example: iso:KP
        on: the day. Example: 2023-09-13
        as_of: what was known on this day. Example: 2023-10-06

        Columns: holder, name, post, start, end, source.
        """
        return self._ask("in-office", country=country, on=on, as_of=as_of)

    def links(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """Which rail links lead from a station, with which gauge, and which cross a border?

        place: id of the station. Example: sg:tumangang-station
        as_of: what was known on this day. Example: 2023-10-06

        Columns: to, name, country, border, over, gauges, km, statement, source.
        """
        return self._ask("links", place=place, as_of=as_of)

    def list_to_events(self, *, list: str, as_of: DayLike | None = None) -> Result:
        """Which things of a list have a way to an event, themselves or through what a record links them with?

        list: name of the list: UN, US, EU. Example: UN
        as_of: what was known on this day. Example: 2024-12-31

        Columns: thing, name, through, link, event, event_name, statements.
        """
        return self._ask("list-to-events", list=list, as_of=as_of)

    def listed_at(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """Which listed things are linked to a place, through which event, and on which lists are they?

        place: id of the place. Example: sg:rajin-port
        as_of: what was known on this day. Example: 2024-12-31

        Columns: thing, name, event, place_as, thing_as, statements, list, programme, listed_on, record.
        """
        return self._ask("listed-at", place=place, as_of=as_of)

    def listed_ships(self, *, event: str, as_of: DayLike | None = None) -> Result:
        """Which ships are named in an event, on which lists were they, and since when?

        event: id of the event. Example: sg:kp-ru-munitions-2023-sea-dunay
        as_of: what was known on this day. Example: 2024-12-31

        Columns: ship, name, list, programme, listed_on, since, until, record, source, claims.
        """
        return self._ask("listed-ships", event=event, as_of=as_of)

    def listed(self, *, list: str, as_of: DayLike | None = None) -> Result:
        """What was on a list, as the edition of that day had it?

        list: name of the list: UN, US, EU. Example: US
        as_of: the day. Example: 2023-10-16

        Columns: reference, name, entity, entry, programme, listed_on, since.
        """
        return self._ask("listed", list=list, as_of=as_of)

    def lists_disagree(self, *, a: str, b: str, as_of: DayLike | None = None) -> Result:
        """What do two lists disagree on: listed by one of them and not by the other on a day?

        a: name of one list. Example: US
        b: name of the other. Example: EU
        as_of: the day. Example: 2024-09-01

        Columns: thing, name, listed_by, not_by, entries, programmes, listed_on, records.
        """
        return self._ask("lists-disagree", a=a, b=b, as_of=as_of)

    def measures(self, *, from_: str, to: str, goods: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """Which measures touched goods going from one country to another on a date?

        from_: id of the country that sends. Example: iso:KP
        to: id of the country that receives. Example: iso:RU
        goods: id of the goods. Example: goods:ammunition
        on: the day of the event; it selects the law. Example: 2023-10-05
        as_of: which goods are of which kind, as known on this day. Example: 2023-10-06

        Columns: measure, name, since, until, known_until, direction, covers, match, provisions, checked, binds, effect_of, threshold, acts, summary.
        """
        return self._ask("measures", from_=from_, to=to, goods=goods, on=on, as_of=as_of)

    def meetings(self, *, a: str, b: str, as_of: DayLike | None = None) -> Result:
        """When did two people meet, on a visit too, where, on what matters, and who says so?

        a: id of one person. Example: wd:Q56226
        b: id of the other. Example: wd:Q7747
        as_of: what was known on this day. Example: 2024-12-31

        Columns: start, end, event, name, places, topics, source, asserted, statements, since.
        """
        return self._ask("meetings", a=a, b=b, as_of=as_of)

    def met_before(self, *, days: int = 60, as_of: DayLike | None = None) -> Result:
        """Who of the States concerned met whom, within N days before a change in trade or traffic was seen?

        days: how many days before the change. Example: 60
        as_of: what was known on this day. Example: 2023-12-31

        Columns: event, began, changes, claims, meeting, met, a, a_of, b, b_of, sources, asserted.
        """
        return self._ask("met-before", days=days, as_of=as_of)

    def met_whom(self, *, person: str, on: DayLike, days: int = 60, as_of: DayLike | None = None) -> Result:
        """Whom did a person meet in the N days up to a day, on a visit too, and who says so?

        person: id of the person. Example: wd:Q56226
        on: the last of the days. Example: 2023-09-30
        days: how many days back. Example: 60
        as_of: what was known on this day. Example: 2024-12-31

        Columns: whom, name, start, end, event, event_name, sources, asserted.
        """
        return self._ask("met-whom", person=person, on=on, days=days, as_of=as_of)

    def near(self, *, place: str, km: int = 50, as_of: DayLike | None = None) -> Result:
        """Which stations, ports and crossings lie within N kilometres of a place, as the crow flies?

        place: id of the place. Example: sg:friendship-bridge
        km: how many kilometres. Example: 50
        as_of: what was known on this day. Example: 2026-11-24

        Columns: km, id, name, kinds, functions, country, statement, source.
        """
        return self._ask("near", place=place, km=km, as_of=as_of)

    def one_source(self, *, id: str, as_of: DayLike | None = None) -> Result:
        """Which statements about a thing or event does only one source make, however many repeat it?

        id: id of the thing or event. Example: sg:kp-ru-munitions-2023
        as_of: what was known on this day. Example: 2023-12-31

        Columns: kind, property, value, origin, statements.
        """
        return self._ask("one-source", id=id, as_of=as_of)

    def post_holders(self, *, country: str, as_of: DayLike | None = None) -> Result:
        """Who held the posts of a State one after another, since when, until when, and who says so?

        country: id of the State. Example: iso:RU
        as_of: what was known on this day. Example: 2024-12-31

        Columns: post, holder, name, start, end, sources.
        """
        return self._ask("post-holders", country=country, as_of=as_of)

    def rail_reach(self, *, place: str, links: int = 2, as_of: DayLike | None = None) -> Result:
        """Which stations and ports lie within one to four rail links, in use, of a station or a border crossing?

        place: id of the station or crossing. Example: sg:friendship-bridge
        links: how many links at most, 1 to 4; the link over a crossing is its first. Example: 2
        as_of: what was known on this day. Example: 2023-10-06

        Columns: links, id, name, country, statements.
        """
        return self._ask("rail-reach", place=place, links=links, as_of=as_of)

    def reports(self, *, as_of: DayLike | None = None) -> Result:
        """Which reports are in the graph, who published them when, and how were they read?

        as_of: published up to this day. Example: 2023-10-06

        Columns: published, report, publisher, title, seen, claims, url.
        """
        return self._ask("reports", as_of=as_of)

    def rests_on(self, *, source: str, as_of: DayLike | None = None) -> Result:
        """Which claims of other reports rest on a source, in how many steps, and of what are they?

        source: id of the report. Example: report:csis-2023-10-06
        as_of: what was known on this day. Example: 2024-12-31

        Columns: claim, property, about, stance, steps, speaker, report, since.
        """
        return self._ask("rests-on", source=source, as_of=as_of)

    def roots(self, *, report: str, as_of: DayLike | None = None) -> Result:
        """On whom does a report rest, claim by claim, down to the roots?

        report: id of the report. Example: report:rferl-2023-10-06
        as_of: what was known on this day. Example: 2023-10-06

        Columns: claim, property, about, hops, root, root_speaker, root_report, root_basis.
        """
        return self._ask("roots", report=report, as_of=as_of)

    def said_by(self, *, speaker: str, as_of: DayLike | None = None) -> Result:
        """What does a speaker say, of what, how strongly, and in whose report?

        speaker: id of the speaker. Example: sg:dprk-government
        as_of: what was known on this day. Example: 2024-12-31

        Columns: since, claim, about, property, stance, value, hedge, basis, report, locator, answers.
        """
        return self._ask("said-by", speaker=speaker, as_of=as_of)

    def shares(self, *, thing: str, as_of: DayLike | None = None) -> Result:
        """What shares an owner, a director, an address, a paper or a number with a thing, by the words of its records?

        thing: id of the thing. Example: sg:angara
        as_of: what was known on this day. Example: 2024-12-31

        Columns: what, shared, other, name, statement, other_statement.
        """
        return self._ask("shares", thing=thing, as_of=as_of)

    def ships_at(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """Which ships are said to have called at a place, when, and on whose word?

        place: id of the place. Example: sg:rajin-port
        as_of: what was known on this day. Example: 2024-12-31

        Columns: ship, name, event, place_as, first, last, asserted, ship_claims, place_claims, reports.
        """
        return self._ask("ships-at", place=place, as_of=as_of)

    def single_root(self, *, as_of: DayLike | None = None) -> Result:
        """Which events rest on one report alone, however many repeat it?

        as_of: what was known on this day. Example: 2023-10-31

        Columns: event, name, root, speakers, reports, claims.
        """
        return self._ask("single-root", as_of=as_of)

    def traffic(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """What was counted at a place, its parts and what it is part of, over time, by whom, on what basis?

        place: id of the place. Example: sg:tumangang-station
        as_of: what was known on this day. Example: 2024-12-31

        Columns: date, event, place, number, unit, qualifier, hedge, basis, speaker, report, carried_by.
        """
        return self._ask("traffic", place=place, as_of=as_of)

    def within_hops(self, *, id: str, hops: int = 2, as_of: DayLike | None = None) -> Result:
        """What is linked to a thing within one to three hops, and which statement carries each hop?

        id: id of the thing. Example: sg:tumangang-station
        hops: how many hops at most, 1 to 3. Example: 2
        as_of: what was known on this day. Example: 2023-10-06

        Columns: hops, id, name, via, statements.
        """
        return self._ask("within-hops", id=id, hops=hops, as_of=as_of)
