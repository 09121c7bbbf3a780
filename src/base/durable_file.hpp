// Files that survive a cut of power: written and synced before they get their name. What root makes belongs
// to the owner of the folder it is in, as the service that runs there must be able to use it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace shian {

/// SHA-256 of a file's bytes in hex; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> hash_of_file(std::filesystem::path const& file);

/// Copies the bytes into a new file, synced, and gives their SHA-256 in hex. What is there already by that
/// name is replaced, whole or not at all. Throws std::system_error; nothing is left behind then.
std::string copy_durably(std::filesystem::path const& from, std::filesystem::path const& to);

/// Writes a file likewise.
void write_durably(std::filesystem::path const& file, std::string_view bytes);

/// The folder and those above it that are missing. Throws std::system_error.
void make_folders(std::filesystem::path const& folder);

/// Waits until a file, or the names in a folder, have reached the disk. Throws std::system_error.
void sync_to_disk(std::filesystem::path const& file_or_folder);

}  // namespace shian
