#include "letters/qpdf_file.h"

namespace fjorten::letters::pdf {

QpdfFile::QpdfFile() : qpdf_(qpdf_init()) {
    qpdf_silence_errors(qpdf_);
    qpdf_set_suppress_warnings(qpdf_, QPDF_TRUE);
}

bool QpdfFile::read(std::string_view bytes) {
    return (qpdf_read_memory(qpdf_, "paper.pdf", bytes.data(), bytes.size(), nullptr) & QPDF_ERRORS) == 0;
}

bool QpdfFile::write(std::string& out) {
    if ((qpdf_init_write_memory(qpdf_) & QPDF_ERRORS) != 0) return false;
    qpdf_set_deterministic_ID(qpdf_, QPDF_TRUE);
    qpdf_set_object_stream_mode(qpdf_, qpdf_o_generate);
    if ((qpdf_write(qpdf_) & QPDF_ERRORS) != 0) return false;
    out.assign(reinterpret_cast<const char*>(qpdf_get_buffer(qpdf_)), qpdf_get_buffer_length(qpdf_));
    return true;
}

std::size_t QpdfFile::pages() const {
    const int count = qpdf_get_num_pages(qpdf_);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

std::string QpdfFile::complaint() const {
    if (qpdf_has_error(qpdf_) == QPDF_FALSE) return "libqpdf refused the file";
    return qpdf_get_error_full_text(qpdf_, qpdf_get_error(qpdf_));
}

}  // namespace fjorten::letters::pdf
