"""The shipped questions as typed methods. Generated from cypher/*.cypher by `make generate`."""

from __future__ import annotations

from ...schema.dates import DayLike
from ..results.result import Result
from .question_methods import QuestionMethods


class ShippedQuestions(QuestionMethods):
    """Every question of the catalogue; `dir()` lists them."""

    def after_meeting(self, *, a: str, b: str, days: int, as_of: DayLike | None = None) -> Result:
        """After two leaders met, what was observed within N days at a rail border between their countries?

        a: id of one leader. Example: wd:Q56226
        b: id of the other. Example: wd:Q7747
        days: how many days after the meeting. Example: 60
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            meeting: id of the meeting
            met: last day that the meeting may have been
            station: id of the station where it was observed
            event: id of the observation
            observed: day of the observation
            report: who says when it was
        """
        return self._ask("after-meeting", a=a, b=b, days=days, as_of=as_of)

    def alleged(self, *, as_of: DayLike | None = None) -> Result:
        """Which transfers are alleged, from where to where, of what, and how firmly?

        as_of: what was known on this day. Example: 2023-10-14

        Columns:
            event: id of the transfer
            name: its name
            senders: ids of who sends, as claimed
            receivers: ids of who receives, as claimed
            goods: ids of the goods, as claimed
            asserted: claims that it takes or took place
            suggested: claims that suggest it
            doubted: claims that doubt it
            denied: claims that deny it
        """
        return self._ask("alleged", as_of=as_of)

    def amendments(self, *, provision: str, as_of: DayLike | None = None) -> Result:
        """Which provisions extend, replace or end a provision, in how many steps?

        provision: id of the provision. Example: unscr:1718/8(a)(i)
        as_of: up to this day. Example: 2024-12-31

        Columns:
            provision: id of the provision that amends
            paragraph: its name
            since: since when it stands
            steps: 1 where it amends this provision itself
            force: with what force the Council speaks
            checked: in how many public texts its substance was seen
            summary: what it says, in our words
        """
        return self._ask("amendments", provision=provision, as_of=as_of)

    def became_known(self, *, since: DayLike, until: DayLike, as_of: DayLike | None = None) -> Result:
        """What became known between two dates, and of what?

        since: after this day. Example: 2023-10-06
        until: up to this day. Example: 2023-10-14
        as_of: what was known on this day. Example: 2023-10-31

        Columns:
            known: the day on which it became known
            claim: id of the claim
            event: id of the event or thing
            property: which property
            stance: how it is put
            value: the value
            speaker: who says it
            report: where it stands
        """
        return self._ask("became-known", since=since, until=until, as_of=as_of)

    def came_back(self, *, as_of: DayLike | None = None) -> Result:
        """What came back after it was gone: entries of lists, and measures?

        as_of: what was known on this day. Example: 2025-12-31

        Columns:
            what: entry: an edition between lacks it; dated-back: the list dates it before an edition that lacks it; measure
            id: id of the thing listed, or of the measure
            name: its name
            part_of: the list, or the programme
            stated: day of listing, as the list says it
            gone: first day on which it is shown to be gone
            back: first edition that has it again, or the day on which the measure stands again
            record: id of the record or step that shows it back
        """
        return self._ask("came-back", as_of=as_of)

    def claims(self, *, event: str, as_of: DayLike | None = None) -> Result:
        """Who says what of an event, how strongly, on what basis, and in answer to what?

        event: id of the event or thing. Example: sg:kp-ru-munitions-2023
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            since: from when the claim was known
            claim: id of the claim
            property: which property of the event
            stance: asserts, suggests, doubts, denies, justifies, declines
            value: the value, as text or id
            unit: unit of a number
            hedge: the source's own words
            likelihood: what the words express on the ICD 203 scale
            basis: what it stands on
            speaker: who says it
            report: where it stands
            locator: where in the report
            rests_on: claims that it repeats or builds on
            answers: claims that it answers
        """
        return self._ask("claims", event=event, as_of=as_of)

    def denials(self, *, as_of: DayLike | None = None) -> Result:
        """Who denies what, on what basis, and in answer to whom?

        as_of: what was known on this day. Example: 2023-12-31

        Columns:
            since: from when the denial was known
            claim: id of the denial
            speaker: who denies
            about: id of the event or thing
            property: which property of it
            value: what is denied, as text or id
            hedge: the speaker's own words
            basis: what it stands on
            report: where it stands
            answers: id of a claim that it answers; empty where it answers none in the graph
            answered_speaker: who made that claim
            answered_since: from when that claim was known
        """
        return self._ask("denials", as_of=as_of)

    def events_of_goods(self, *, goods: str, as_of: DayLike | None = None) -> Result:
        """Which events are said to be of a kind of goods, or of a narrower kind, and how firmly?

        goods: id of the goods. Example: goods:ammunition
        as_of: what was known on this day. Example: 2023-12-31

        Columns:
            event: id of the event
            name: its name
            goods: id of the goods, as claimed
            match: same, or within: these goods are a kind of those
            first: first day that the event may have been, of all that is stated
            last: last day
            asserted: ids of the claims that assert these goods
            suggested: ids of those that suggest them
            against: ids of those that doubt or deny them
        """
        return self._ask("events-of-goods", goods=goods, as_of=as_of)

    def exemptions(self, *, measure: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """What is exempt from a measure on a date, under which conditions, and which claims speak to them?

        measure: id of the measure. Example: un-dprk:coal-export
        on: the day. Example: 2018-01-01
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            exemption: id of the exemption
            name: its name
            since: since when it stands
            until: until when
            goods: ids of the goods to which it is bound; empty for all
            condition: one condition; all of them must be shown
            provisions: paragraphs that make it so
            claims: ids of the claims that speak to the exemption or to the condition
        """
        return self._ask("exemptions", measure=measure, on=on, as_of=as_of)

    def history(self, *, id: str, as_of: DayLike | None = None) -> Result:
        """What has been said of a thing through time?

        id: id of the thing or event. Example: sg:tumangang-station
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            since: from when it stood
            until: until when; 9999-12-31 where no end was known
            kind: kind of statement
            role: what the thing is in it
            statement: id of the statement
            says: the statement in a line
            source: report or edition
        """
        return self._ask("history", id=id, as_of=as_of)

    def in_force(self, *, programme: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """Which measures of a programme were in force on a date, by which paragraphs, and is that disputed?

        programme: id of the programme. Example: un-iran
        on: the day. Example: 2025-10-01
        as_of: what was known on this day. Example: 2025-12-31

        Columns:
            measure: id of the measure
            name: its name
            since: since when it reads as it did on that day
            until: until when
            direction: from, to or both, seen from the target State
            binds: whether one of its paragraphs decides; else it only calls upon States
            provisions: paragraphs that make it so
            acts: what its duties demand
            threshold: condition or ceiling, in words
            effect_of: id of the event that brought it about, where that is disputed
            affirmed: claims that this event had its effect
            denied: claims that it had none
            summary: what it demands, in our words
        """
        return self._ask("in-force", programme=programme, on=on, as_of=as_of)

    def in_office(self, *, country: str, on: DayLike, as_of: DayLike | None = None) -> Result:
        """Who held which post of a State on a day, by whom?

        country: id of the State. Example: iso:KP
        on: the day. Example: 2023-09-13
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            holder: id of the person
            name: name of the person
            post: the post
            start: start, as stated; where none is, it counts from the day on which it was said
            end: end, as stated; empty where no end is stated
            source: who says so
        """
        return self._ask("in-office", country=country, on=on, as_of=as_of)

    def links(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """Which rail links lead from a station, with which gauge, and which cross a border?

        place: id of the station. Example: sg:tumangang-station
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            to: id of the other station
            name: its name
            country: ids of its State, by the statements known then
            border: whether the link crosses a border
            over: the bridge or crossing
            gauges: in millimetres
            km: length, where stated
            statement: id of the statement
            source: who says so
        """
        return self._ask("links", place=place, as_of=as_of)

    def listed_at(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """Which listed things are linked to a place, through which event, and on which lists are they?

        place: id of the place. Example: sg:rajin-port
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            thing: id of what is listed
            name: its name
            event: id of the event that links it to the place
            place_as: what the place is in the event: place, from, to, route …
            thing_as: what the thing is in the event: carrier, participant …
            statements: ids of the statements that say so
            list: the list
            programme: the list's own name of the programme
            listed_on: day of listing, as the list says it
            record: id of the listing
        """
        return self._ask("listed-at", place=place, as_of=as_of)

    def listed_ships(self, *, event: str, as_of: DayLike | None = None) -> Result:
        """Which ships are named in an event, on which lists were they, and since when?

        event: id of the event. Example: sg:kp-ru-munitions-2023-sea-dunay
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            ship: id of the ship
            name: its name
            list: the list; empty where no list in the graph has it
            programme: the list's own name of the programme
            listed_on: day of listing, as the list says it
            since: from when that is known
            until: first edition without it; 9999-12-31 for still
            record: id of the listing
            source: report or edition that says so
            claims: ids of the claims that name the ship in the event
        """
        return self._ask("listed-ships", event=event, as_of=as_of)

    def listed(self, *, list: str, as_of: DayLike | None = None) -> Result:
        """What was on a list, as the edition of that day had it?

        list: name of the list: UN, US, EU. Example: US
        as_of: the day. Example: 2023-10-16

        Columns:
            reference: the list's own lasting number
            name: name as listed
            entity: id of the thing
            entry: what the list calls it: individual, entity, vessel, company
            programme: the list's own name of the programme
            listed_on: day of listing, as the list says it
            since: first edition that has the entry so
        """
        return self._ask("listed", list=list, as_of=as_of)

    def lists_disagree(self, *, a: str, b: str, as_of: DayLike | None = None) -> Result:
        """What do two lists disagree on: listed by one of them and not by the other on a day?

        a: name of one list. Example: US
        b: name of the other. Example: EU
        as_of: the day. Example: 2024-09-01

        Columns:
            thing: id of the thing
            name: its name
            listed_by: the list that has it
            not_by: the list that has no entry joined to this thing
            entries: the list's own numbers
            programmes: the list's own names of the programmes
            listed_on: first day of listing, as the list says it
            records: ids of the listings
        """
        return self._ask("lists-disagree", a=a, b=b, as_of=as_of)

    def measures(self, *, from_: str, to: str, goods: str, date: DayLike, as_of: DayLike | None = None) -> Result:
        """Which measures touched goods going from one country to another on a date?

        from_: id of the country that sends. Example: iso:KP
        to: id of the country that receives. Example: iso:RU
        goods: id of the goods. Example: goods:ammunition
        date: the day of the event; it selects the law. Example: 2023-10-05
        as_of: which goods are of which kind, as known on this day. Example: 2023-10-06

        Columns:
            measure: id of the measure
            name: its name
            since: since when it reads as it did on that day
            until: until when
            direction: from, to or both, seen from the target State
            covers: goods of the measure that take these in
            match: same, or within: these goods are a kind of those
            provisions: paragraphs that make it so; marked where no source showed the paragraph's number
            checked: the least checked of them
            threshold: condition or ceiling, in words
            acts: what its duties demand
            summary: what it demands, in our words
        """
        return self._ask("measures", from_=from_, to=to, goods=goods, date=date, as_of=as_of)

    def meetings(self, *, a: str, b: str, as_of: DayLike | None = None) -> Result:
        """When did two people meet, where, on what matters, and who says so?

        a: id of one person. Example: wd:Q56226
        b: id of the other. Example: wd:Q7747
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            start: first day that it may have been
            end: last day that it may have been
            event: id of the event
            name: its name
            places: where, by this source
            topics: matters spoken of, by this source
            source: report or edition that says so
            since: from when that was known
        """
        return self._ask("meetings", a=a, b=b, as_of=as_of)

    def met_before(self, *, days: int, as_of: DayLike | None = None) -> Result:
        """Who of the States concerned met whom, within N days before a change in trade or traffic was seen?

        days: how many days before the change. Example: 60
        as_of: what was known on this day. Example: 2023-12-31

        Columns:
            event: id of the event in which a change is stated
            began: first day that it may have been, of all that is stated
            changes: the changes, as stated
            claims: ids of the claims that state them
            meeting: id of the meeting
            met: last day that the meeting may have been
            a: id of who met, in office then
            a_of: id of the State
            b: id of whom
            b_of: id of the State
            sources: who says that they met
        """
        return self._ask("met-before", days=days, as_of=as_of)

    def near(self, *, place: str, km: int, as_of: DayLike | None = None) -> Result:
        """Which stations, ports and crossings lie within N kilometres of a place, as the crow flies?

        place: id of the place. Example: sg:friendship-bridge
        km: how many kilometres. Example: 50
        as_of: what was known on this day. Example: 2026-11-24

        Columns:
            km: kilometres, by the nearest of the coordinates that sources give
            id: id of the place found
            name: its name
            kinds: what it is; empty for a place of which only its functions are known
            functions: what a code list says that it serves as: port, rail …
            country: ids of its State, by the statements known then
            statement: id of the statement whose coordinates are nearest
            source: who says so
        """
        return self._ask("near", place=place, km=km, as_of=as_of)

    def one_source(self, *, id: str, as_of: DayLike | None = None) -> Result:
        """Which statements about a thing or event does only one source make, however many repeat it?

        id: id of the thing or event. Example: sg:kp-ru-munitions-2023
        as_of: what was known on this day. Example: 2023-12-31

        Columns:
            kind: Claim, or the kind of record
            property: property of a claim, what the thing is in the record, or list for being on one
            value: the value, as text or id; the name of a list
            origin: the one report or edition that it comes from
            statements: ids of the statements that make or repeat it
        """
        return self._ask("one-source", id=id, as_of=as_of)

    def rail_reach(self, *, place: str, links: int, as_of: DayLike | None = None) -> Result:
        """Which stations and ports lie within one to four rail links of a station or a border crossing?

        place: id of the station or crossing. Example: sg:friendship-bridge
        links: how many links at most, 1 to 4; the link over a crossing is its first. Example: 2
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            links: how many links away at the least
            id: id of the station or port
            name: its name
            country: ids of its State, by the statements known then
            statements: ids of the statements that carry the last link
        """
        return self._ask("rail-reach", place=place, links=links, as_of=as_of)

    def reports(self, *, as_of: DayLike | None = None) -> Result:
        """Which reports are in the graph, who published them when, and how were they read?

        as_of: published up to this day. Example: 2023-10-06

        Columns:
            published: day of publication, as far as known
            report: id of the report
            publisher: who published it
            title: its title
            seen: primary, copy or secondary: how the curators read it
            claims: how many claims stand in it
            url: its address
        """
        return self._ask("reports", as_of=as_of)

    def roots(self, *, report: str, as_of: DayLike | None = None) -> Result:
        """On whom does a report rest, claim by claim, down to the roots?

        report: id of the report. Example: report:rferl-2023-10-06
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            claim: id of the report's claim
            property: which property it is about
            about: id of the thing or event
            hops: how many steps to the root; 0 where the claim rests on nothing else
            root: id of the claim at the end
            root_speaker: who says it there
            root_report: where it stands
            root_basis: what it stands on
        """
        return self._ask("roots", report=report, as_of=as_of)

    def said_by(self, *, speaker: str, as_of: DayLike | None = None) -> Result:
        """What does a speaker say, of what, how strongly, and in whose report?

        speaker: id of the speaker. Example: sg:dprk-government
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            since: from when the claim was known
            claim: id of the claim
            about: id of the event or thing
            property: which property of it
            stance: asserts, suggests, doubts, denies, justifies, declines
            value: the value, as text or id
            hedge: the speaker's own words
            basis: what it stands on
            report: where it stands
            locator: where in the report
            answers: ids of the claims that it answers
        """
        return self._ask("said-by", speaker=speaker, as_of=as_of)

    def single_root(self, *, as_of: DayLike | None = None) -> Result:
        """Which events rest on one report alone, however many repeat it?

        as_of: what was known on this day. Example: 2023-10-31

        Columns:
            event: id of the event
            name: its name
            root: the one report at the bottom
            speakers: who speaks there
            reports: how many reports tell of the event
            claims: how many claims they make
        """
        return self._ask("single-root", as_of=as_of)

    def traffic(self, *, place: str, as_of: DayLike | None = None) -> Result:
        """What was counted at a place over time, by whom, on what basis?

        place: id of the place. Example: sg:tumangang-station
        as_of: what was known on this day. Example: 2024-12-31

        Columns:
            date: day or days of the observation, as far as stated
            event: id of the observation
            number: the count
            unit: what was counted
            qualifier: about, at least, at most …, as the source means it
            hedge: the source's own words
            basis: what the count stands on
            speaker: who counted
            report: where it stands
            carried_by: how many later claims repeat or build on it
        """
        return self._ask("traffic", place=place, as_of=as_of)

    def within_hops(self, *, id: str, hops: int, as_of: DayLike | None = None) -> Result:
        """What is linked to a thing within one to three hops, and which statement carries each hop?

        id: id of the thing. Example: sg:tumangang-station
        hops: how many hops at most, 1 to 3. Example: 2
        as_of: what was known on this day. Example: 2023-10-06

        Columns:
            hops: how many hops away, by this way
            id: id of the thing found
            name: its name
            via: ids of the things on the way
            statements: ids of the statements that carry the hops, one a hop
        """
        return self._ask("within-hops", id=id, hops=hops, as_of=as_of)
