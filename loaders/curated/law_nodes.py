"""The nodes of a file of law, from its forms."""

from __future__ import annotations

from ...schema.errors import ValueInvalid
from ...schema.ids import slug
from ...schema.law import (
    Annex,
    AnnexVersion,
    Condition,
    Duty,
    Exemption,
    LawReading,
    Measure,
    Parties,
    Programme,
    Provision,
    ProvisionLife,
    Renewal,
    Resolution,
    Scope,
)
from ...schema.node import Node
from ...schema.vocabulary import Direction
from .duties import DutyTable
from .duty_forms import ConditionForm, PartiesForm
from .law_forms import (
    AnnexForm,
    ExemptionForm,
    MeasureForm,
    ProgrammeForm,
    ProvisionForm,
    ReadingForm,
    RenewalForm,
    ResolutionForm,
    SharedExemptionForm,
    StepForm,
)


def programme_of(form: ProgrammeForm) -> Programme:
    """Return the programme of a form."""
    kept = form.model_dump(exclude={"target", "targets", "list_types"}, exclude_none=True)
    types = [f"{each.list}/{each.type}" for each in form.list_types]
    return Programme(**kept, targets=[form.target] if form.target else form.targets, listTypes=types)


def resolution_of(programme: str | None, form: ResolutionForm) -> Resolution:
    """Return the resolution of a form, under its programme if it has one."""
    return Resolution(**form.model_dump(exclude_none=True), programme=programme)


def provision_of(form: ProvisionForm) -> Provision:
    """Return the provision of a form, with its further times."""
    resolution = form.resolution.partition(":")[2]
    content = form.model_dump(exclude={"number_seen", "lives"}, exclude_none=True)
    name = f"{resolution} para. {form.paragraph}"
    lives = [
        ProvisionLife(id=f"{form.id}@{life.since}", name=f"{name}, from {life.since}", **life.model_dump())
        for life in form.lives
    ]
    return Provision(**content, numberSeen=form.number_seen, name=name, lives=lives)


def measure_of(programme: Programme, table: DutyTable, form: MeasureForm) -> list[Node]:
    """Return the measure, its steps and its exemptions.

    Raises ValueInvalid for an act or bearer that is none, and for a way to or from no State.
    """
    for step in form.steps:
        if step.direction is not Direction.ANY and not (programme.targets or step.targets or step.area):
            raise ValueInvalid(
                f"step from {step.since}: direction {step.direction} of no State: give `targets` to the programme "
                "or the step, or the direction `any`"
            )
    return [
        Measure(id=form.id, name=form.name, programme=programme.id, expires=form.expires),
        *(_scope(form, step, until, table) for step, (_, until) in zip(form.steps, form.intervals, strict=True)),
        *(_exemption(exemption, [form.id]) for exemption in form.exemptions),
    ]


def shared_exemption_of(table: DutyTable, form: SharedExemptionForm) -> Exemption:
    """Return an exemption from several measures or programmes. Raises ValueInvalid for an act that is none."""
    table.check_acts(form.acts)
    return _exemption(form, [*form.measures, *form.programmes], form.acts)


def renewal_of(form: RenewalForm) -> Renewal:
    """Return the renewal of a form."""
    id_ = f"renewal:{form.by[0]}/{form.until}"
    return Renewal(id=id_, name=f"Renewal to {form.until}", **form.model_dump(exclude_none=True))


def annex_of(form: AnnexForm) -> Annex:
    """Return the annex of a form, with its versions."""
    versions = [
        AnnexVersion(
            id=f"{form.id}@{since}",
            name=f"{form.name}, from {since}",
            since=since,
            until=until,
            by=version.by,
            goods=version.goods,
        )
        for version, (since, until) in zip(form.versions, form.intervals, strict=True)
    ]
    return Annex(id=form.id, name=form.name, versions=versions)


def reading_of(form: ReadingForm) -> LawReading:
    """Return the reading of a form."""
    return LawReading(**form.model_dump())


def _scope(measure: MeasureForm, step: StepForm, until: str, table: DutyTable) -> Scope:
    id_ = f"{measure.id}@{step.since}" + (f"/{slug(step.reading)}" if step.reading else "")
    same = (
        "since",
        "direction",
        "summary",
        "threshold",
        "by",
        "targets",
        "area",
        "goods",
        "annexes",
        "excepted",
        "en_route",
    )
    more = ("designated", "role", "reaches", "origin", "attempts", "reading", "effect_of")
    cap = step.cap
    return Scope(
        id=id_,
        name=f"{measure.name}, from {step.since}",
        until=until,
        measure=measure.id,
        **{key: getattr(step, key) for key in (*same, *more)},
        recipients=_parties(f"{id_}#recipients", step.recipients),
        senders=_parties(f"{id_}#senders", step.senders),
        unless=_conditions(id_, step.unless),
        duties=_duties(step, id_, table),
        cap=cap.number if cap else None,
        capUnit=cap.unit if cap else None,
        capMonths=cap.months if cap else None,
        capFrom=cap.start if cap else None,
    )


def _duties(step: StepForm, scope: str, table: DutyTable) -> list[Duty]:
    try:
        duties = [table.duty(f"{scope}#{n}", duty) for n, duty in enumerate(step.duties, 1)]
        for duty in duties:
            if duty.role and not step.designated:
                raise ValueInvalid(f"`{duty.act}` is about a listed party: say by `designated` of which kinds")
        return duties
    except ValueInvalid as error:
        raise ValueInvalid(f"step from {step.since}: {error}") from error


def _exemption(form: ExemptionForm, measures: list[str], acts: list[str] | None = None) -> Exemption:
    return Exemption(
        **{key: getattr(form, key) for key in ("id", "name", "since", "until", "by", "goods", "annexes")},
        acts=acts or [],
        measure=measures,
        recipients=_parties(f"{form.id}#recipients", form.recipients),
        senders=_parties(f"{form.id}#senders", form.senders),
        conditions=_conditions(form.id, form.conditions),
    )


def _conditions(owner: str, forms: list[ConditionForm]) -> list[Condition]:
    return [
        Condition(
            id=f"{owner}#{slug(form.id)}",
            name=form.text or form.id,
            kind=form.kind,
            giver=form.by,
            workingDays=form.working_days,
            days=form.days,
            group=group,
        )
        for each in forms
        for form, group in each.flat()
    ]


def _parties(id_: str, form: PartiesForm | None) -> Parties | None:
    if form is None:
        return None
    return Parties(
        id=id_,
        name="parties",
        kinds=form.kinds,
        exceptedKinds=form.excepted.kinds,
        bodies=form.bodies,
        excepted=form.excepted.bodies,
        programmes=form.programmes,
    )
