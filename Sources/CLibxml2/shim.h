#pragma once
#include <libxml/xmlversion.h>
// The library is built with ICU, whose headers declare again, and differently, what Foundation brings along. What they
// add to libxml2's own headers is only inside of types that are handled by pointer.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parserInternals.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

// A variable that nobody changes, which Swift cannot know.
static inline const char *dico_xml_version(void) { return xmlParserVersion; }
