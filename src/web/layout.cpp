#include "web/layout.h"

#include "web/assets.h"
#include "web/components.h"
#include "web/work_map.h"

namespace fjorten::web {

namespace {

Html head(const Frame& frame) {
    const std::string site = message(frame.language, "web.site");
    const std::string title =
        frame.place == Place::start ? site + " – " + frame.title : frame.title + " – " + site;
    return element(
        "head", {}, element("meta", {{"charset", "utf-8"}}), element("title", {}, title),
        element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
        element("meta", {{"name", "color-scheme"}, {"content", "light"}}),
        element("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", asset_path("icon.svg")}}),
        element("link", {{"rel", "stylesheet"}, {"href", asset_path("site.css")}}),
        element("script", {{"src", asset_path("leave.js")}, {"defer", "defer"}}));
}

// To where nobody asks about: the weather. Without the script it is an ordinary link.
Html leave_quickly(Language language) {
    return element(
        "aside",
        {{"class", "leave-frame d-print-none"}, {"aria-label", message(language, "web.leave.frame")}},
        element(
            "a",
            {{"class", "leave-quickly"}, {"href", message(language, "web.leave.to")}, {"rel", "noreferrer"}},
            message(language, "web.leave")));
}

// A link where the page stands by itself; a form that asks the same again where it answers one.
Html language_switch(const Frame& frame) {
    const Language there = other(frame.language);
    const std::string label = message(there, "web.language.this");
    const std::string path = std::string(path_of(frame.place, there)) + frame.tail;
    const Attributes tongue = {{"lang", std::string(code_of(there))},
                               {"hreflang", std::string(code_of(there))}};
    if (frame.asked_with.empty()) {
        Attributes attributes = {{"href", path + query_text(frame.query)}, {"class", "language-link"}};
        attributes.insert(attributes.end(), tongue.begin(), tongue.end());
        return element("a", attributes, label);
    }
    return element(
        "form", {{"method", "post"}, {"action", path}, {"class", "language-form"}},
        hidden_fields(frame.asked_with),
        element("button", {{"type", "submit"}, {"class", "function-link language-link"}, tongue.front()},
                label));
}

Html link_to(const Frame& frame, Place place, std::string_view key) {
    Attributes attributes = {{"href", std::string(path_of(place, frame.language))}};
    if (place == frame.place && frame.asked_with.empty() && frame.tail.empty())
        attributes.push_back({"aria-current", "page"});
    return element("a", attributes, message(frame.language, key));
}

Html header(const Frame& frame) {
    return element(
        "header", {{"class", "site-header d-print-none"}},
        element(
            "div", {{"class", "container site-header-inner"}},
            element("a",
                    {{"class", "site-name"}, {"href", std::string(path_of(Place::start, frame.language))}},
                    message(frame.language, "web.site")),
            element("nav", {{"aria-label", message(frame.language, "web.nav")}},
                    element("ul", {{"class", "nobullet-list site-nav"}},
                            element("li", {}, link_to(frame, Place::my_dates, "web.nav.my_dates")),
                            element("li", {}, link_to(frame, Place::about, "web.nav.about")),
                            element("li", {}, language_switch(frame))))));
}

Html footer(const Frame& frame) {
    return element(
        "footer", {{"class", "site-footer"}},
        element("div", {{"class", "container"}}, element("p", {}, message(frame.language, frame.kept)),
                element("p", {}, link_to(frame, Place::complain, "web.nav.complain"), " · ",
                        link_to(frame, Place::anonymous, "web.nav.anonymous"), " · ",
                        link_to(frame, Place::standards, "web.nav.standards"), " · ",
                        link_to(frame, Place::compare, "web.nav.compare"), " · ",
                        link_to(frame, Place::try_out, "web.nav.try_out"), " · ",
                        link_to(frame, Place::certificate, "web.nav.certificate")),
                element("p", {}, message(frame.language, "web.footer.advice"), " ",
                        element("a", {{"href", std::string(path_of(Place::about, frame.language))}},
                                message(frame.language, "web.footer.more")))));
}

}  // namespace

std::string page(const Frame& frame, const Html& main) {
    return document_text(element(
        "html", {{"lang", std::string(code_of(frame.language))}}, head(frame),
        element("body", {},
                element("a", {{"class", "skipnav"}, {"href", "#main-content"}},
                        message(frame.language, "web.skip")),
                leave_quickly(frame.language), header(frame),
                element("main",
                        {{"id", "main-content"}, {"class", "container page-container"}, {"tabindex", "-1"}},
                        main),
                footer(frame))));
}

}  // namespace fjorten::web
