#include "letters/bundle.h"

#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

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

/// Opens a PDF of somebody else's and makes it harmless; nullptr if that cannot be done.
std::unique_ptr<QPDF> opened(const Enclosure& enclosure, const std::string& bytes) {
    try {
        auto file = std::make_unique<QPDF>();
        file->setSuppressWarnings(true);
        file->processMemoryFile(enclosure.title.c_str(), bytes.data(), bytes.size());
        QPDFAcroFormDocumentHelper(*file).generateAppearancesIfNeeded();
        QPDFPageDocumentHelper pages(*file);
        pages.flattenAnnotations();
        if (pages.getAllPages().empty() || pages.getAllPages().size() > most_enclosed_pages) return nullptr;
        for (auto& page : pages.getAllPages()) {
            page.getObjectHandle().removeKey("/Annots");
            page.getObjectHandle().removeKey("/AA");
            page.getObjectHandle().removeKey("/StructParents");
        }
        return file;
    } catch (const std::exception&) {
        return nullptr;
    }
}

class Binder {
  public:
    explicit Binder(std::string_view first) {
        whole_.setSuppressWarnings(true);
        whole_.processMemoryFile("first.pdf", first.data(), first.size());
    }

    /// False if it cannot be opened.
    bool add(const Enclosure& enclosure) {
        const bool is_pdf = enclosure.media_type == "application/pdf";
        bytes_.push_back(
            std::make_unique<std::string>(is_pdf ? std::string(enclosure.content) : page_with(enclosure)));
        if (bytes_.back()->empty()) return false;
        auto file = opened(enclosure, *bytes_.back());
        if (file == nullptr) return false;
        QPDFPageDocumentHelper to(whole_);
        bool is_first = true;
        for (auto& page : QPDFPageDocumentHelper(*file).getAllPages()) {
            to.addPage(page, false);
            if (std::exchange(is_first, false))
                note(enclosure.title, to.getAllPages().back().getObjectHandle());
        }
        files_.push_back(std::move(file));  // its streams are read when the whole is written
        return true;
    }

    std::string written() {
        write_outline();
        QPDFWriter writer(whole_);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.write();
        const std::shared_ptr<Buffer> out = writer.getBufferSharedPointer();
        return {reinterpret_cast<const char*>(out->getBuffer()), out->getSize()};
    }

  private:
    void note(const std::string& title, const QPDFObjectHandle& page) {
        QPDFObjectHandle entry = whole_.makeIndirectObject(QPDFObjectHandle::newDictionary());
        entry.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(title));
        QPDFObjectHandle where = QPDFObjectHandle::newArray();
        where.appendItem(page);
        where.appendItem(QPDFObjectHandle::newName("/Fit"));
        entry.replaceKey("/Dest", where);
        entries_.push_back(entry);
    }

    // ISO 32000-1, 12.3.3: ours come after those of the first part.
    void write_outline() {
        if (entries_.empty()) return;
        QPDFObjectHandle root = whole_.getRoot();
        QPDFObjectHandle outlines = root.getKey("/Outlines");
        if (!outlines.isDictionary()) {
            outlines = whole_.makeIndirectObject(QPDFObjectHandle::newDictionary());
            outlines.replaceKey("/Type", QPDFObjectHandle::newName("/Outlines"));
            root.replaceKey("/Outlines", outlines);
        }
        long long count = outlines.getKey("/Count").isInteger() ? outlines.getKey("/Count").getIntValue() : 0;
        for (QPDFObjectHandle& entry : entries_) {
            entry.replaceKey("/Parent", outlines);
            QPDFObjectHandle last = outlines.getKey("/Last");
            if (last.isDictionary()) {
                last.replaceKey("/Next", entry);
                entry.replaceKey("/Prev", last);
            } else {
                outlines.replaceKey("/First", entry);
            }
            outlines.replaceKey("/Last", entry);
            ++count;
        }
        outlines.replaceKey("/Count", QPDFObjectHandle::newInteger(count));
    }

    std::vector<std::unique_ptr<std::string>> bytes_;
    std::vector<std::unique_ptr<QPDF>> files_;
    QPDF whole_;
    std::vector<QPDFObjectHandle> entries_;
};

}  // namespace

Result<Bundle> bundle_pdf(std::string_view first, const std::vector<Enclosure>& enclosures) {
    try {
        Binder binder(first);
        Bundle bundle;
        for (std::size_t i = 0; i < enclosures.size(); ++i) {
            if (!binder.add(enclosures[i])) bundle.left_out.push_back(i);
        }
        bundle.pdf = binder.written();
        return bundle;
    } catch (const std::exception& refusal) {
        return std::unexpected(Error{ErrorCode::unavailable, refusal.what()});
    }
}

}  // namespace fjorten::letters
