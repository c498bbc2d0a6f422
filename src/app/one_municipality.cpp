#include "app/one_municipality.h"

#include "service/writing.h"

namespace fjorten::app {

std::expected<std::string, std::string> one_municipality(RecordHouse& house, const rulebook::Library& library,
                                                         const std::string& asked, Language language) {
    const auto refuse = [&](std::string_view key, const std::vector<std::string>& args) {
        return std::unexpected(message(language, key, args));
    };
    if (!asked.empty()) {
        auto code = service::code_of_municipality(library, asked);
        if (code.empty()) return refuse("cli.import.municipality", {asked});
        return code;
    }
    const auto all = house.records().municipalities();
    if (!all) return std::unexpected(all.error().message);
    if (all->size() != 1) return refuse("cli.export.which", {std::to_string(all->size())});
    return all->front();
}

}  // namespace fjorten::app
