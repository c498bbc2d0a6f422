#include "app/identity_file.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/assert.h"
#include "base/text_file.h"
#include "calendar/today.h"

namespace fjorten::app {

std::expected<std::vector<service::OutsideProvider>, Diagnostics> read_identity_file(
    const std::string& path, const rulebook::Library& library) {
    auto text = read_text_file(path);
    if (!text) return std::unexpected(std::move(text.error()));
    auto document = read_document(std::move(*text), path);
    if (!document) return std::unexpected(std::move(document.error()));
    auto providers = service::read_identity(*document, library);
    if (!providers) return providers;
    Diagnostics mistakes;
    for (auto& provider : *providers) {
        if (provider.secret_file.empty()) continue;
        const auto file = std::filesystem::path(path).parent_path() / provider.secret_file;
        auto secret = read_text_file(file.string());
        if (!secret) {
            std::ranges::move(secret.error(), std::back_inserter(mistakes));
            continue;
        }
        provider.settings.client_secret = secret->substr(0, secret->find_last_not_of(" \t\r\n") + 1);
    }
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    return providers;
}

identity::World world_of(const RecordHouse& house) {
    const auto& surroundings = house.surroundings();
    return {.fetch = identity::real_fetch(),
            .now =
                [now = surroundings.now] {
                    const auto instant = calendar::instant_from(now());
                    FJ_ASSERT(instant.has_value());
                    return *instant;
                },
            .random_id = surroundings.random_id};
}

}  // namespace fjorten::app
