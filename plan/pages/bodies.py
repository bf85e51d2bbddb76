"""What is expected of each body that answers for indicators, and since when."""

from plan.presentation import tables
from plan.presentation.bodies import (
    NOBODY,
    answering,
    answering_heading,
    answering_name,
    awaited_finding,
    bodies_finding,
    in_order_of_waiting,
)
from plan.ui import address, choices, data, ending, session, signin, text

view = session.view()
say = view.say
several = {each.key: each for each in answering(view)}
may_edit = signin.access().may_edit
new_body = (say("Add a body"), address.link(view, "edit", what="body", body="new"))

chosen = ""
if several:
    chosen = choices.pick(
        say("Body"), "body", ["", *several],
        lambda key: answering_name(view, several[key]) if key else say("All bodies"), level=1,
    )  # fmt: skip

if not chosen:
    text.heading(say("Bodies"), 1)
    text.finding(bodies_finding(view))
    if several:
        data.table(view, tables.by_responsible(view), caption=False)
        data.download(view, lambda: tables.by_responsible(view), "bodies")
    if may_edit:
        text.bullets([new_body])
    ending.stop(view)

who = several[chosen]
text.heading(answering_heading(view, who), 1)
text.finding(awaited_finding(view, who))
if who.body:
    office = who.body.office
    text.pairs([(say("Contact office"),
                 office.in_language(view.language) if office else say("not stated"))])  # fmt: skip
if who.indicators:
    text.heading(say("What is awaited") if chosen == NOBODY else say("What we expect from you"))
    waiting = in_order_of_waiting(view, who)
    shown = tables.awaited(view, choices.paged(waiting, "page", 25))
    action = data.RowAction(
        say("Evidence"),
        lambda name: (
            say("Add evidence to {name}", name=name),
            address.link(view, "edit", what="indicator", indicator=name),
        ),
    )
    data.table(view, shown, 1, False, action if may_edit else None)
    text.paragraph(shown.caveat)
    data.download(view, lambda: tables.awaited(view, waiting), "awaited")
links = [(say("All bodies"), address.link(view, "bodies"))]
if may_edit:
    links.append((say("Add an article"), address.link(view, "add")))
    if who.body:
        links.append((say("Edit this body"),
                      address.link(view, "edit", what="body", body=chosen)))  # fmt: skip
text.bullets(links)
