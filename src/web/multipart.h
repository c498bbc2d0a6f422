// Forms with files (multipart/form-data, RFC 7578; the boundary and its lines as in RFC 2046, 5.1).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "web/http.h"

namespace fjorten::web {

/// A file that was chosen in a form. What its sender says of it is not believed.
struct SentFile {
    std::string field, name, content;
};

struct SentForm {
    Fields fields;
    std::vector<SentFile> files;  // without those where nothing was chosen
};

inline constexpr std::size_t most_sent_parts = 200, most_sent_header_bytes = 8 * 1024;

bool is_multipart(std::string_view content_type);

/// `content_type` as it was sent, with its boundary. `invalid_input` if a line is not what it should be, if
/// the end is missing, or if the name or text of a field is not UTF-8 without NUL.
Result<SentForm> decode_multipart(std::string_view content_type, std::string_view body);

}  // namespace fjorten::web
