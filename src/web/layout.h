// The frame around every page: head, header with the name of the site, the other language, footer.
#pragma once
#include <string>

#include "base/messages.h"
#include "web/html.h"
#include "web/http.h"
#include "web/site_map.h"

namespace fjorten::web {

struct Frame {
    Language language = Language::da;
    Place place = Place::start;
    std::string title;  // of the page; the name of the site is added
    /// What the page was asked with, when it answers a form: the other language is then asked the same.
    Fields asked_with = {};
    /// What stands after the "?" of its address: the other language is looked up with the same.
    Fields query = {};
    /// What follows the address of the place, in both languages ("/randers").
    std::string tail = {};
    /// What the foot of the page says of what is kept: a key of the catalogue.
    std::string_view kept = "web.footer.stored";
};

std::string page(const Frame& frame, const Html& main);

}  // namespace fjorten::web
