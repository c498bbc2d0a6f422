#include "faulty_disk.h"

#include <cstdlib>

namespace fjorten::store {
namespace {

struct FaultyFile {
    sqlite3_file base;
    FaultyDisk* disk;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile* faulty(sqlite3_file* file) { return reinterpret_cast<FaultyFile*>(file); }

/// Hands a call on to the real file.
template <auto Method>
struct Through;
template <class... Arguments, int (*sqlite3_io_methods::*Method)(sqlite3_file*, Arguments...)>
struct Through<Method> {
    static int call(sqlite3_file* file, Arguments... arguments) {
        sqlite3_file* const real = faulty(file)->real();
        return (real->pMethods->*Method)(real, arguments...);
    }
};

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    FaultyDisk& disk = *faulty(file)->disk;
    if (disk.room != FaultyDisk::plenty && (disk.room -= size) < 0) return SQLITE_FULL;
    return Through<&sqlite3_io_methods::xWrite>::call(file, bytes, size, offset);
}

int sync(sqlite3_file* file, int flags) {
    if (faulty(file)->disk->fails_to_sync) return SQLITE_IOERR_FSYNC;
    return Through<&sqlite3_io_methods::xSync>::call(file, flags);
}

void barrier(sqlite3_file* file) {
    sqlite3_file* const real = faulty(file)->real();
    real->pMethods->xShmBarrier(real);
}

const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = Through<&sqlite3_io_methods::xClose>::call,
    .xRead = Through<&sqlite3_io_methods::xRead>::call,
    .xWrite = write,
    .xTruncate = Through<&sqlite3_io_methods::xTruncate>::call,
    .xSync = sync,
    .xFileSize = Through<&sqlite3_io_methods::xFileSize>::call,
    .xLock = Through<&sqlite3_io_methods::xLock>::call,
    .xUnlock = Through<&sqlite3_io_methods::xUnlock>::call,
    .xCheckReservedLock = Through<&sqlite3_io_methods::xCheckReservedLock>::call,
    .xFileControl = Through<&sqlite3_io_methods::xFileControl>::call,
    .xSectorSize = Through<&sqlite3_io_methods::xSectorSize>::call,
    .xDeviceCharacteristics = Through<&sqlite3_io_methods::xDeviceCharacteristics>::call,
    .xShmMap = Through<&sqlite3_io_methods::xShmMap>::call,
    .xShmLock = Through<&sqlite3_io_methods::xShmLock>::call,
    .xShmBarrier = barrier,
    .xShmUnmap = Through<&sqlite3_io_methods::xShmUnmap>::call,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

sqlite3_vfs* real_disk = nullptr;

int open(sqlite3_vfs* shim, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    FaultyFile* const opened = faulty(file);
    opened->disk = static_cast<FaultyDisk*>(shim->pAppData);
    opened->base.pMethods = nullptr;
    const int code = real_disk->xOpen(real_disk, name, opened->real(), flags, flags_out);
    if (opened->real()->pMethods != nullptr) opened->base.pMethods = &methods;
    return code;
}

}  // namespace

FaultyDisk::FaultyDisk() : real_(sqlite3_vfs_find(nullptr)), shim_(*real_) {
    if (real_disk != nullptr) std::abort();
    real_disk = real_;
    shim_.zName = "faulty";
    shim_.pAppData = this;
    shim_.szOsFile = static_cast<int>(sizeof(FaultyFile)) + real_->szOsFile;
    shim_.xOpen = open;
    sqlite3_vfs_register(&shim_, 1);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&shim_);
    sqlite3_vfs_register(real_, 1);
    real_disk = nullptr;
}

}  // namespace fjorten::store
