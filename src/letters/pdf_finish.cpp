#include "letters/pdf_finish.h"

#include <cstdlib>
#include <string_view>
#include <vector>

#include "letters/pdf_decoration.h"
#include "letters/qpdf_file.h"

namespace fjorten::letters::pdf {

namespace {

constexpr int deepest = 32;  // structures inside each other; papers have seven

/// A PDF as Cairo left it.
class File : public QpdfFile {
  public:
    void say_language_and_title(const char* language) {
        const qpdf_oh root = qpdf_get_root(qpdf_);
        qpdf_oh_replace_key(qpdf_, root, "/Lang", qpdf_oh_new_unicode_string(qpdf_, language));
        const qpdf_oh preferences = qpdf_oh_new_dictionary(qpdf_);
        qpdf_oh_replace_key(qpdf_, preferences, "/DisplayDocTitle", qpdf_oh_new_bool(qpdf_, QPDF_TRUE));
        qpdf_oh_replace_key(qpdf_, root, "/ViewerPreferences", preferences);
        finish_structure(qpdf_oh_get_key(qpdf_, root, "/StructTreeRoot"), 0);
    }

    bool mark_decoration_of_pages() {
        for (std::size_t i = 0; i < pages(); ++i) {
            const qpdf_oh page = qpdf_get_page_n(qpdf_, i);
            unsigned char* buffer = nullptr;
            std::size_t size = 0;
            if ((qpdf_oh_get_page_content_data(qpdf_, page, &buffer, &size) & QPDF_ERRORS) != 0) return false;
            const std::string marked =
                mark_decoration(std::string_view(reinterpret_cast<const char*>(buffer), size));
            std::free(buffer);
            qpdf_oh_replace_stream_data(qpdf_, qpdf_oh_get_key(qpdf_, page, "/Contents"),
                                        reinterpret_cast<const unsigned char*>(marked.data()), marked.size(),
                                        qpdf_oh_new_null(qpdf_), qpdf_oh_new_null(qpdf_));
        }
        return true;
    }

  private:
    bool is_called(qpdf_oh element, std::string_view tag) {
        if (qpdf_oh_is_dictionary(qpdf_, element) == QPDF_FALSE) return false;
        const qpdf_oh name = qpdf_oh_get_key(qpdf_, element, "/S");
        return qpdf_oh_is_name(qpdf_, name) != QPDF_FALSE && qpdf_oh_get_name(qpdf_, name) == tag;
    }

    std::vector<qpdf_oh> children_of(qpdf_oh element) {
        const qpdf_oh kids = qpdf_oh_get_key(qpdf_, element, "/K");
        if (qpdf_oh_is_array(qpdf_, kids) == QPDF_FALSE) return {kids};
        std::vector<qpdf_oh> all;
        const int count = qpdf_oh_get_array_n_items(qpdf_, kids);
        for (int i = 0; i < count; ++i) all.push_back(qpdf_oh_get_array_item(qpdf_, kids, i));
        return all;
    }

    // ISO 32000-1, 14.8.5.7: whether a heading cell heads its row or its column.
    void set_scope(qpdf_oh cell, const char* scope) {
        const qpdf_oh attributes = qpdf_oh_new_dictionary(qpdf_);
        qpdf_oh_replace_key(qpdf_, attributes, "/O", qpdf_oh_new_name(qpdf_, "/Table"));
        qpdf_oh_replace_key(qpdf_, attributes, "/Scope", qpdf_oh_new_name(qpdf_, scope));
        qpdf_oh_replace_key(qpdf_, cell, "/A", attributes);
    }

    void finish_structure(qpdf_oh element, int depth) {
        if (qpdf_oh_is_dictionary(qpdf_, element) == QPDF_FALSE || depth > deepest) return;
        const bool is_table = is_called(element, "/Table");
        bool is_first = true;
        for (const qpdf_oh child : children_of(element)) {
            if (is_table && is_called(child, "/TR")) {
                for (const qpdf_oh cell : children_of(child)) {
                    if (is_called(cell, "/TH")) set_scope(cell, is_first ? "/Column" : "/Row");
                }
                is_first = false;
            }
            finish_structure(child, depth + 1);
        }
    }

    qpdf_data qpdf_ = handle();
};

}  // namespace

Result<std::string> finish(const std::string& pdf, Language language) {
    File file;
    std::string out;
    if (!file.read(pdf)) return std::unexpected(Error{ErrorCode::unavailable, file.complaint()});
    file.say_language_and_title(language == Language::da ? "da-DK" : "en-GB");
    if (!file.mark_decoration_of_pages() || !file.write(out))
        return std::unexpected(Error{ErrorCode::unavailable, file.complaint()});
    return out;
}

}  // namespace fjorten::letters::pdf
