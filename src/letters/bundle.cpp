#include "letters/bundle.h"

#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include "letters/qpdf_file.h"

namespace fjorten::letters {

namespace {

// Points: 72 to the inch. A4 with a margin.
constexpr double page_width = 595.28, page_height = 841.89, margin = 36;
constexpr int most_pixels_across = 20'000;

struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

struct Unread {
    std::string_view rest;
};

cairo_status_t read_some(void* source, unsigned char* to, unsigned int length) {
    auto& unread = *static_cast<Unread*>(source);
    if (unread.rest.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, unread.rest.data(), length);
    unread.rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t keep_some(void* sink, const unsigned char* bytes, unsigned int length) {
    static_cast<std::string*>(sink)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

int number_at(std::string_view bytes, std::size_t at, int count) {
    int number = 0;
    for (int i = 0; i < count; ++i)
        number = number * 256 + static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return number;
}

struct Size {
    int width = 0, height = 0;
};

bool is_fair(const Size& size) {
    return size.width > 0 && size.height > 0 && size.width <= most_pixels_across &&
           size.height <= most_pixels_across;
}

// ITU-T T.81, B.2.2: the frame header says how large the picture is.
std::optional<Size> size_of_jpeg(std::string_view bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size() && static_cast<unsigned char>(bytes[at]) == 0xFF) {
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        const bool is_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (is_frame)
            return Size{.width = number_at(bytes, at + 7, 2), .height = number_at(bytes, at + 5, 2)};
        const int length = number_at(bytes, at + 2, 2);
        if (length < 2) return std::nullopt;
        at += 2 + static_cast<std::size_t>(length);
    }
    return std::nullopt;
}

// A JPEG is put into the PDF as it is; the surface only says how large it is.
Surface picture_of(const Enclosure& enclosure) {
    if (enclosure.media_type == "image/png") {
        if (enclosure.content.size() < 24) return nullptr;
        const Size size{.width = number_at(enclosure.content, 16, 4),
                        .height = number_at(enclosure.content, 20, 4)};
        if (!is_fair(size)) return nullptr;
        Unread unread{enclosure.content};
        return Surface(cairo_image_surface_create_from_png_stream(read_some, &unread));
    }
    const auto size = size_of_jpeg(enclosure.content);
    if (!size || !is_fair(*size)) return nullptr;
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A1, size->width, size->height));
    auto* copy = new std::string(enclosure.content);
    const auto status = cairo_surface_set_mime_data(
        surface.get(), CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(copy->data()),
        copy->size(), [](void* data) { delete static_cast<std::string*>(data); }, copy);
    if (status != CAIRO_STATUS_SUCCESS) {
        delete copy;
        return nullptr;
    }
    return surface;
}

/// The picture on one page, as large as the page allows; empty if it cannot be drawn.
std::string page_with(const Enclosure& enclosure) {
    const Surface picture = picture_of(enclosure);
    if (picture == nullptr || cairo_surface_status(picture.get()) != CAIRO_STATUS_SUCCESS) return {};
    const double width = cairo_image_surface_get_width(picture.get());
    const double height = cairo_image_surface_get_height(picture.get());
    const double scale =
        std::min({1.0, (page_width - 2 * margin) / width, (page_height - 2 * margin) / height});
    std::string pdf;
    {
        const Surface page(cairo_pdf_surface_create_for_stream(keep_some, &pdf, page_width, page_height));
        const Context context(cairo_create(page.get()));
        cairo_translate(context.get(), margin, margin);
        cairo_scale(context.get(), scale, scale);
        cairo_set_source_surface(context.get(), picture.get(), 0, 0);
        cairo_paint(context.get());
        cairo_show_page(context.get());
        cairo_surface_finish(page.get());
        if (cairo_surface_status(page.get()) != CAIRO_STATUS_SUCCESS) return {};
    }
    return pdf;
}

/// A PDF that came from elsewhere.
class File : public pdf::QpdfFile {
  public:
    /// Takes away what runs, leads elsewhere or shows itself otherwise than on paper.
    void make_harmless() {
        qpdf_push_inherited_attributes_to_page(qpdf_);
        for (std::size_t i = 0; i < pages(); ++i) {
            const qpdf_oh page = qpdf_get_page_n(qpdf_, i);
            for (const char* key : {"/AA", "/StructParents", "/PresSteps", "/B"})
                qpdf_oh_remove_key(qpdf_, page, key);
            const qpdf_oh remarks = qpdf_oh_get_key(qpdf_, page, "/Annots");
            if (qpdf_oh_is_array(qpdf_, remarks) == QPDF_FALSE) {
                qpdf_oh_remove_key(qpdf_, page, "/Annots");
                continue;
            }
            // Backwards, since what goes moves the rest.
            for (int at = qpdf_oh_get_array_n_items(qpdf_, remarks) - 1; at >= 0; --at) {
                const qpdf_oh remark = qpdf_oh_get_array_item(qpdf_, remarks, at);
                if (is_plain(remark)) strip(remark);
                else qpdf_oh_erase_item(qpdf_, remarks, at);
            }
        }
    }

  private:
    // ISO 32000-1, 12.5.6: filled-in fields and remarks are drawing; links, files, films and sounds are not.
    bool is_plain(qpdf_oh remark) {
        static constexpr std::array<std::string_view, 13> kinds = {
            "/Widget",    "/FreeText",  "/Line",     "/Square",    "/Circle", "/Polygon", "/PolyLine",
            "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp",  "/Ink"};
        if (qpdf_oh_is_dictionary(qpdf_, remark) == QPDF_FALSE) return false;
        const qpdf_oh kind = qpdf_oh_get_key(qpdf_, remark, "/Subtype");
        return qpdf_oh_is_name(qpdf_, kind) != QPDF_FALSE &&
               std::ranges::find(kinds, std::string_view(qpdf_oh_get_name(qpdf_, kind))) != kinds.end();
    }

    void strip(qpdf_oh remark) {
        for (const char* key :
             {"/A", "/AA", "/PA", "/Dest", "/FS", "/Parent", "/Kids", "/Popup", "/StructParent"})
            qpdf_oh_remove_key(qpdf_, remark, key);
    }

    qpdf_data qpdf_ = handle();
};

class Binder {
  public:
    bool open(std::string_view first) { return whole_.read(first); }
    std::string complaint() const { return whole_.complaint(); }

    /// False if it cannot be opened, or has no page.
    bool add(const Enclosure& enclosure) {
        const bool is_pdf = enclosure.media_type == "application/pdf";
        bytes_.push_back(
            std::make_unique<std::string>(is_pdf ? std::string(enclosure.content) : page_with(enclosure)));
        auto file = std::make_unique<File>();
        if (bytes_.back()->empty() || !file->read(*bytes_.back())) return false;
        const std::size_t count = file->pages();
        if (count == 0 || count > most_enclosed_pages) return false;
        file->make_harmless();
        const std::size_t before = whole_.pages();
        for (std::size_t i = 0; i < count; ++i) {
            const auto added = qpdf_add_page(whole_.handle(), file->handle(),
                                             qpdf_get_page_n(file->handle(), i), QPDF_FALSE);
            if ((added & QPDF_ERRORS) != 0) return false;
        }
        note(enclosure.title, qpdf_get_page_n(whole_.handle(), before));
        files_.push_back(std::move(file));  // its streams are read when the whole is written
        return true;
    }

    bool write(std::string& out) {
        write_outline();
        return whole_.write(out);
    }

  private:
    void note(const std::string& title, qpdf_oh page) {
        const qpdf_data whole = whole_.handle();
        const qpdf_oh entry = qpdf_make_indirect_object(whole, qpdf_oh_new_dictionary(whole));
        qpdf_oh_replace_key(whole, entry, "/Title", qpdf_oh_new_unicode_string(whole, title.c_str()));
        const qpdf_oh where = qpdf_oh_new_array(whole);
        qpdf_oh_append_item(whole, where, page);
        qpdf_oh_append_item(whole, where, qpdf_oh_new_name(whole, "/Fit"));
        qpdf_oh_replace_key(whole, entry, "/Dest", where);
        entries_.push_back(entry);
    }

    // ISO 32000-1, 12.3.3: ours come after those of the first part.
    void write_outline() {
        if (entries_.empty()) return;
        const qpdf_data whole = whole_.handle();
        const qpdf_oh root = qpdf_get_root(whole);
        qpdf_oh outlines = qpdf_oh_get_key(whole, root, "/Outlines");
        if (qpdf_oh_is_dictionary(whole, outlines) == QPDF_FALSE) {
            outlines = qpdf_make_indirect_object(whole, qpdf_oh_new_dictionary(whole));
            qpdf_oh_replace_key(whole, outlines, "/Type", qpdf_oh_new_name(whole, "/Outlines"));
            qpdf_oh_replace_key(whole, root, "/Outlines", outlines);
        }
        long long count = 0;
        const qpdf_oh counted = qpdf_oh_get_key(whole, outlines, "/Count");
        if (qpdf_oh_is_integer(whole, counted) != QPDF_FALSE) count = qpdf_oh_get_int_value(whole, counted);
        for (const qpdf_oh entry : entries_) {
            qpdf_oh_replace_key(whole, entry, "/Parent", outlines);
            const qpdf_oh last = qpdf_oh_get_key(whole, outlines, "/Last");
            if (qpdf_oh_is_dictionary(whole, last) != QPDF_FALSE) {
                qpdf_oh_replace_key(whole, last, "/Next", entry);
                qpdf_oh_replace_key(whole, entry, "/Prev", last);
            } else {
                qpdf_oh_replace_key(whole, outlines, "/First", entry);
            }
            qpdf_oh_replace_key(whole, outlines, "/Last", entry);
            ++count;
        }
        qpdf_oh_replace_key(whole, outlines, "/Count", qpdf_oh_new_integer(whole, count));
    }

    std::vector<std::unique_ptr<std::string>> bytes_;
    std::vector<std::unique_ptr<File>> files_;
    pdf::QpdfFile whole_;
    std::vector<qpdf_oh> entries_;
};

}  // namespace

Result<Bundle> bundle_pdf(std::string_view first, const std::vector<Enclosure>& enclosures) {
    Binder binder;
    const auto refused = [&] { return std::unexpected(Error{ErrorCode::unavailable, binder.complaint()}); };
    if (!binder.open(first)) return refused();
    Bundle bundle;
    for (std::size_t i = 0; i < enclosures.size(); ++i) {
        if (!binder.add(enclosures[i])) bundle.left_out.push_back(i);
    }
    if (!binder.write(bundle.pdf)) return refused();
    return bundle;
}

}  // namespace fjorten::letters
