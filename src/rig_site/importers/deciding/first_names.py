"""Leads who are called by their first name alone, and who they probably are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rig_site.importers.draft import Draft, Journal
from rig_site.importers.values.people import Lead
from rig_site.model.permalink import slug


def settle_first_names(
    drafts: Sequence[Draft], contacts: Sequence[Lead], known: Collection[str], journal: Journal
) -> None:
    """Say, once a name, whom a first name alone probably means; one of the group's contacts is taken for it.

    Anybody else stays a person of their own, as does a name with an
    address of its own and one that leads a session beside the person it
    might be.  `known` are the names the content folder has already: a
    first name among them has been decided on.
    """
    leads = [lead for draft in drafts for lead in draft.leads]
    full_names = {slug(name): name for name in (*known, *(lead.name for lead in (*leads, *contacts))) if " " in name}
    decided = {slug(name) for name in known}
    named_contacts = {slug(contact.name) for contact in contacts}
    for name in dict.fromkeys(lead.name for lead in leads if " " not in lead.name and slug(lead.name) not in decided):
        likely = [key for key, full in full_names.items() if full.split()[0].casefold() == name.casefold()]
        if len(likely) != 1:
            continue
        key, full, short = likely[0], full_names[likely[0]], slug(name)
        theirs = [draft for draft in drafts if any(lead.name == name for lead in draft.leads)]
        mine = [lead for lead in leads if lead.name == name]
        together = any(slug(lead.name) == key for draft in theirs for lead in draft.leads)
        if key in named_contacts and not together and not any(lead.url or lead.email for lead in mine):
            for lead in mine:
                lead.name = full
            journal.notice(theirs[0].place, f"'{name}' is taken to be {full}, whom the documents name as a contact")
        else:
            journal.notice(
                theirs[0].place,
                f"'{name}' may be {full}; they are kept as two people",
                f"if they are one, write {key} for {short} among the leads and take {short} out of people.yaml",
            )
