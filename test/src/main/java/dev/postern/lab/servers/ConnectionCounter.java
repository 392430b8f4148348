package dev.postern.lab.servers;

import dev.postern.event.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Counts one connection's bytes next to the socket: beneath TLS, as the kernel counts them. */
final class ConnectionCounter extends ChannelDuplexHandler {

  private final Ledger ledger;
  private Ledger.@Nullable Entry entry;

  ConnectionCounter(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    entry =
        ledger.open(
            Transport.TCP,
            (InetSocketAddress) context.channel().localAddress(),
            (InetSocketAddress) context.channel().remoteAddress());
    super.channelActive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (entry != null) {
      entry.received(((ByteBuf) message).readableBytes());
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    int bytes = ((ByteBuf) message).readableBytes();
    context
        .write(message, promise.unvoid())
        .addListener(
            written -> {
              if (entry != null && written.isSuccess()) {
                entry.sent(bytes);
              }
            });
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    super.channelInactive(context);
    if (entry != null) {
      entry.close();
    }
  }
}
