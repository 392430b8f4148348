/**
 * Lists from files, such as threat intelligence: read as a stream, and where they are large
 * compiled into tables that lie in mapped memory and not in the heap.
 */
@NullMarked
package dev.postern.rules.list;

import org.jspecify.annotations.NullMarked;
