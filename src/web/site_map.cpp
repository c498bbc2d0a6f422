#include "web/site_map.h"

#include <array>

namespace fjorten::web {

namespace {

struct Address {
    Place place;
    std::string_view da, en;
};

constexpr std::array addresses = {Address{Place::start, "/", "/en/"},
                                  Address{Place::my_dates, "/mine-datoer", "/en/my-dates"},
                                  Address{Place::compare, "/sammenlign", "/en/compare"},
                                  Address{Place::try_out, "/proev", "/en/try-out"},
                                  Address{Place::standards, "/standarder", "/en/standards"},
                                  Address{Place::about, "/om", "/en/about"},
                                  Address{Place::certificate, "/bevis", "/en/certificate"},
                                  Address{Place::anonymous, "/skriv-uden-navn", "/en/write-without-a-name"},
                                  Address{Place::complain, "/klag", "/en/complain"},
                                  Address{Place::rights, "/mine-rettigheder", "/en/my-rights"},
                                  Address{Place::turn, "/hvor", "/en/where-to-turn"},
                                  Address{Place::relatives, "/paaroerende", "/en/relatives"},
                                  Address{Place::professionals, "/fagfolk", "/en/professionals"}};

}  // namespace

std::string_view path_of(Place place, Language language) {
    for (const Address& address : addresses) {
        if (address.place == place) return language == Language::da ? address.da : address.en;
    }
    return "/";
}

std::optional<std::pair<Place, Language>> place_at(std::string_view path) {
    for (const Address& address : addresses) {
        if (path == address.da) return std::pair(address.place, Language::da);
        if (path == address.en) return std::pair(address.place, Language::en);
    }
    return std::nullopt;
}

std::optional<std::pair<std::string_view, Language>> below(Place place, std::string_view path) {
    for (const Language language : {Language::da, Language::en}) {
        const std::string_view base = path_of(place, language);
        if (path.starts_with(base) && path.substr(base.size()).starts_with('/'))
            return std::pair(path.substr(base.size()), language);
    }
    return std::nullopt;
}

Language language_at(std::string_view path) {
    return path == "/en" || path.starts_with("/en/") ? Language::en : Language::da;
}

}  // namespace fjorten::web
