#include "store/draft_store.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "disk/files.h"

namespace fjorten::store {

namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail(ErrorCode code, std::string why) {
    return std::unexpected(Error{code, std::move(why)});
}

// Names come from addresses and rulebooks: nothing that could lead out of the folder.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 80 && text.front() != '.' && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

std::int64_t number_of(const std::string& name) {
    std::int64_t number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    return read.ec == std::errc{} && read.ptr == name.data() + name.size() ? number : 0;
}

std::vector<std::int64_t> numbers_in(const std::string& folder) {
    std::vector<std::int64_t> numbers;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (const auto number = number_of(at->path().filename().string()); number > 0)
            numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

Result<void> make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(ErrorCode::unavailable, folder.string() + ": " + error.message());
    return disk::sync_folder_of(folder.string());
}

Result<void> make_in(const fs::path& file, std::string_view bytes) {
    if (auto made = make_folder(file.parent_path()); !made) return made;
    return disk::make_file(file.string(), bytes);
}

Result<std::string> bytes_of(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return fail(ErrorCode::not_found, path);
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (!in) return fail(ErrorCode::unavailable, path);
    return bytes;
}

// The first line says who did what; the rest is the rulebook.
constexpr std::string_view mark = "fjorten-draft";

std::string one_field(std::string text) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20U; }, ' ');
    return text;
}

std::string written(const DraftVersion& version) {
    const DraftStep& step = version.step;
    std::string out(mark);
    for (const std::string& field : {step.at, step.account, step.by, step.did, step.about})
        out += "\t" + one_field(field);
    return out + "\n" + version.text;
}

Result<DraftVersion> read_version(const std::string& path, std::int64_t number) {
    auto bytes = bytes_of(path);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    const std::size_t head = bytes->find('\n');
    std::vector<std::string> fields;
    for (std::size_t begin = 0; head != std::string::npos && begin <= head;) {
        const std::size_t end = std::min(bytes->find('\t', begin), head);
        fields.push_back(bytes->substr(begin, end - begin));
        begin = end + 1;
    }
    if (fields.size() != 6 || fields.front() != mark) return fail(ErrorCode::corrupt, path);
    return DraftVersion{.step = {.version = number,
                                 .at = fields[1],
                                 .account = fields[2],
                                 .by = fields[3],
                                 .did = fields[4],
                                 .about = fields[5]},
                        .text = bytes->substr(head + 1)};
}

}  // namespace

std::string DraftStore::place_of(std::string_view municipality, std::string_view draft) const {
    return fmt::format("{}/drafts/{}/{}", folder_, municipality, draft);
}

Result<std::vector<std::string>> DraftStore::drafts(std::string_view municipality) const {
    if (!is_name(municipality)) return fail(ErrorCode::not_found, "no such municipality");
    std::vector<std::string> ids;
    for (const auto number : numbers_in(fmt::format("{}/drafts/{}", folder_, municipality)))
        ids.push_back(std::to_string(number));
    return ids;
}

Result<std::string> DraftStore::start(std::string_view municipality, DraftVersion first) {
    const auto known = drafts(municipality);
    if (!known) return std::unexpected(known.error());
    first.step.version = 1;
    std::int64_t number = known->empty() ? 1 : number_of(known->back()) + 1;
    for (; number <= most_drafts; ++number) {
        const std::string id = std::to_string(number);
        const auto made = make_in(place_of(municipality, id) + "/1", written(first));
        if (made) return id;
        if (made.error().code != ErrorCode::conflict) return std::unexpected(made.error());
    }
    return fail(ErrorCode::conflict, "there are too many drafts");
}

Result<void> DraftStore::add(std::string_view municipality, std::string_view draft,
                             const DraftVersion& version) {
    const auto newest = newest_number(municipality, draft);
    if (!newest) return std::unexpected(newest.error());
    if (version.step.version > most_versions) return fail(ErrorCode::invalid_input, "too many versions");
    if (version.step.version != *newest + 1) return fail(ErrorCode::conflict, "another version came first");
    return make_in(place_of(municipality, draft) + "/" + std::to_string(version.step.version),
                   written(version));
}

Result<std::int64_t> DraftStore::newest_number(std::string_view municipality, std::string_view draft) const {
    if (!is_name(municipality) || !is_name(draft)) return fail(ErrorCode::not_found, "no such draft");
    const auto numbers = numbers_in(place_of(municipality, draft));
    if (numbers.empty()) return fail(ErrorCode::not_found, "no such draft");
    return numbers.back();
}

Result<DraftVersion> DraftStore::newest(std::string_view municipality, std::string_view draft) const {
    const auto number = newest_number(municipality, draft);
    if (!number) return std::unexpected(number.error());
    return version(municipality, draft, *number);
}

Result<DraftVersion> DraftStore::version(std::string_view municipality, std::string_view draft,
                                         std::int64_t number) const {
    if (!is_name(municipality) || !is_name(draft)) return fail(ErrorCode::not_found, "no such draft");
    return read_version(place_of(municipality, draft) + "/" + std::to_string(number), number);
}

Result<std::vector<DraftStep>> DraftStore::history(std::string_view municipality,
                                                   std::string_view draft) const {
    if (!is_name(municipality) || !is_name(draft)) return fail(ErrorCode::not_found, "no such draft");
    std::vector<DraftStep> steps;
    for (const auto number : numbers_in(place_of(municipality, draft))) {
        auto read = version(municipality, draft, number);
        if (!read) return std::unexpected(std::move(read.error()));
        steps.push_back(std::move(read->step));
    }
    if (steps.empty()) return fail(ErrorCode::not_found, "no such draft");
    return steps;
}

Result<std::string> DraftStore::source(std::string_view municipality, std::string_view sha256) const {
    if (!is_name(municipality) || !is_name(sha256)) return fail(ErrorCode::not_found, "no such source");
    return bytes_of(place_of(municipality, "sources") + "/" + std::string(sha256));
}

Result<void> DraftStore::keep_source(std::string_view municipality, std::string_view sha256,
                                     std::string_view text) {
    if (!is_name(municipality) || !is_name(sha256)) return fail(ErrorCode::not_found, "no such source");
    auto made = make_in(place_of(municipality, "sources") + "/" + std::string(sha256), text);
    // Named by what is in it: what is there already is the same.
    if (!made && made.error().code == ErrorCode::conflict) return {};
    return made;
}

Result<void> DraftStore::publish(std::string_view rulebook, std::string_view from, std::string_view text) {
    if (!is_name(rulebook) || !is_name(from)) return fail(ErrorCode::invalid_input, "no name for an edition");
    return make_in(fmt::format("{}/standards/{}/{}.yaml", rulebooks(), rulebook, from), text);
}

Result<void> DraftStore::settle(std::string_view rulebook, std::string_view from, std::string_view rule,
                                std::string_view text) {
    if (!is_name(rulebook) || !is_name(from) || !is_name(rule))
        return fail(ErrorCode::invalid_input, "no name for a doubt");
    return make_in(fmt::format("{}/settled/{}/{}/{}.yaml", rulebooks(), rulebook, from, rule), text);
}

}  // namespace fjorten::store
