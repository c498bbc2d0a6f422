// A paper with one of everything.
#pragma once
#include "letters/paper.h"

namespace fjorten::letters {

inline Paper sample_paper() {
    return {.language = Language::da,
            .title = "Afgørelse om behandling",
            .sender = "Eksempelkøbing Kommune",
            .to = {"Åse Æblegård", "Prøvevej 1", "9999 Øksby"},
            .head = {{"Dato", "2. marts 2026"}, {"Sagsnummer", "27.51.04-P19-1-26"}},
            .blocks = {Heading{2, "Hvad vi har besluttet", "decision"},
                       Paragraph{{{.text = "Du får "},
                                  {.text = "ambulant behandling", .emphasis = Emphasis::strong},
                                  {.text = ". Se "},
                                  {.text = "hvorfor", .link = "#why"},
                                  {.text = " eller ring."}}},
                       List{{plain("Samtaler hver uge"), plain("En lægesamtale")}, Marks::numbers},
                       Heading{3, "Hvorfor", "why"},
                       Table{"Frister",
                             {"Frist", "Senest"},
                             {{plain("Start"), plain("16. marts 2026")},
                              {plain("Klage"), plain("30. marts 2026")}}},
                       Note{Tone::doubt, "Tvivl", {plain("Kilden siger det på to måder.")}},
                       Paragraph{{{.text = "Serviceloven", .link = "https://example.dk/a'b"},
                                  {.text = " og ", .emphasis = Emphasis::quiet},
                                  {.text = "Mine datoer", .link = "/mine-datoer"}},
                                 Role::source}},
            .footer = "Eksempelkøbing Kommune · Rusmiddelcenteret"};
}

}  // namespace fjorten::letters
