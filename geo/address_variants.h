/* address_variants.h - which written forms of a character are the same in an address. */
#ifndef CM_ADDRESS_VARIANTS_H
#define CM_ADDRESS_VARIANTS_H

/* Groups of characters, UTF-8, separated by blanks, some groups a line, NULL at the end: the first
 * of a group stands for all in a canonical key. A character is in one group only. */
extern const char *const cm__address_variants[];

#endif
