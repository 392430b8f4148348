/**
 * The DNS forwarder: asks the pod's own resolvers for what policy allows to be asked, and gives an
 * answer out only after its addresses are bound to the name. Everything runs on one event loop.
 */
@NullMarked
package dev.postern.resolve;

import org.jspecify.annotations.NullMarked;
