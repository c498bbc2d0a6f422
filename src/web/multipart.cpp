#include "web/multipart.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "web/decode.h"

namespace fjorten::web {

namespace {

constexpr std::string_view form_data = "multipart/form-data";
constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_boundary = 70;

std::unexpected<Error> refused(std::string why) {
    return std::unexpected(Error{ErrorCode::invalid_input, std::move(why)});
}

std::string small(std::string_view text) {
    std::string out(text);
    std::ranges::transform(
        out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// The value of a parameter: `name="a b"` or `name=a`. Browsers write a quote inside as %22.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    std::size_t at = header.find(';');
    while (at != std::string_view::npos) {
        header.remove_prefix(at + 1);
        header.remove_prefix(std::min(header.find_first_not_of(" \t"), header.size()));
        const std::size_t equals = header.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const bool is_it = small(header.substr(0, equals)) == name;
        header.remove_prefix(equals + 1);
        std::string value;
        if (header.starts_with('"')) {
            const std::size_t end = header.find('"', 1);
            if (end == std::string_view::npos) return std::nullopt;
            value = header.substr(1, end - 1);
            header.remove_prefix(end + 1);
        } else {
            value = header.substr(0, header.find(';'));
            header.remove_prefix(value.size());
            value.erase(std::min(value.find_last_not_of(" \t") + 1, value.size()));
        }
        if (is_it) return value;
        at = header.find(';');
    }
    return std::nullopt;
}

bool is_boundary(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("'()+_,-./:=? ").contains(c);
    };
    return !text.empty() && text.size() <= longest_boundary && std::ranges::all_of(text, fits) &&
           text.back() != ' ';
}

bool is_text(std::string_view text) { return utf8::is_valid(text) && !text.contains('\0'); }

/// Goes through the parts, one after the other.
class Reader {
  public:
    Reader(std::string_view boundary, std::string_view body)
        : delimiter_("\r\n--" + std::string(boundary)), rest_(body) {}

    Result<SentForm> read() {
        // The first delimiter needs no line before it.
        const std::string_view first = std::string_view(delimiter_).substr(line_end.size());
        if (!rest_.starts_with(first)) return refused("a form begins with its boundary");
        rest_.remove_prefix(first.size());
        while (!rest_.starts_with("--")) {
            if (form_.fields.size() + form_.files.size() >= most_sent_parts)
                return refused("more fields than any form here has");
            if (auto part = read_part(); !part) return std::unexpected(std::move(part.error()));
        }
        return std::move(form_);
    }

  private:
    Result<void> read_part() {
        if (!rest_.starts_with(line_end)) return refused("after a boundary comes the end of the line");
        // A part without header fields begins with an empty line, and has no name.
        const std::size_t end = rest_.substr(0, most_sent_header_bytes).find("\r\n\r\n");
        if (end == std::string_view::npos) return refused("a field of a form has no end of its head");
        const std::string_view head = rest_.substr(line_end.size(), end > 0 ? end - line_end.size() : 0);
        rest_.remove_prefix(end + 4);
        const std::size_t next = rest_.find(delimiter_);
        if (next == std::string_view::npos) return refused("a form ends with its boundary");
        const std::string_view content = rest_.substr(0, next);
        rest_.remove_prefix(next + delimiter_.size());
        return take(head, content);
    }

    Result<void> take(std::string_view head, std::string_view content) {
        const auto disposition = disposition_in(head);
        if (!disposition) return refused("a field of a form has no name");
        auto name = parameter(*disposition, "name");
        auto file_name = parameter(*disposition, "filename");
        if (!name || !is_text(*name) || (file_name && !is_text(*file_name)))
            return refused("the name of a field must be UTF-8");
        if (file_name) {
            if (!file_name->empty() || !content.empty())
                form_.files.push_back({std::move(*name), std::move(*file_name), std::string(content)});
            return {};
        }
        if (!is_text(content)) return refused("the text of a field must be UTF-8");
        form_.fields.emplace_back(std::move(*name), content);
        return {};
    }

    static std::optional<std::string_view> disposition_in(std::string_view head) {
        static constexpr std::string_view wanted = "content-disposition:";
        while (!head.empty()) {
            const std::string_view line = head.substr(0, head.find(line_end));
            head.remove_prefix(std::min(line.size() + line_end.size(), head.size()));
            if (small(line.substr(0, wanted.size())) != wanted) continue;
            std::string_view value = line.substr(wanted.size());
            value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
            if (small(value.substr(0, value.find(';'))) != "form-data") return std::nullopt;
            return value;
        }
        return std::nullopt;
    }

    std::string delimiter_;
    std::string_view rest_;
    SentForm form_;
};

}  // namespace

bool is_multipart(std::string_view content_type) { return media_type_of(content_type) == form_data; }

Result<SentForm> decode_multipart(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary");
    if (!is_multipart(content_type) || !boundary || !is_boundary(*boundary))
        return refused("a form with files names its boundary");
    return Reader(*boundary, body).read();
}

}  // namespace fjorten::web
