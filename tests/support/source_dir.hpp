// Where the project stands, for tests that read its packs and documents. One generated file holds it, so that
// a test that was compiled in one folder serves another (ccache).
#pragma once

namespace shian::test {
extern char const kSourceDir[];
}
