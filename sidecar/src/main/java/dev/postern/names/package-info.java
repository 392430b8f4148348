/** Names seen in the scope's DNS: what was asked, what was answered, whose an address is. */
@NullMarked
package dev.postern.names;

import org.jspecify.annotations.NullMarked;
