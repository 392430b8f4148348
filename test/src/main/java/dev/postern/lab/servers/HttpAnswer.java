package dev.postern.lab.servers;

import static io.netty.channel.ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/** Answers every request: with a page of its own for known paths, else with a line of text. */
final class HttpAnswer extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final Map<String, String> PAGES =
      Map.of(
          "/latest/meta-data/",
          "hostname\niam/\ninstance-id\n",
          "/latest/meta-data/iam/security-credentials/",
          "shop-node-role\n",
          "/metrics",
          "# TYPE coredns_dns_requests_total counter\ncoredns_dns_requests_total 4711\n");

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String page = PAGES.getOrDefault(request.uri(), "the lab's server\n");
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer(page, UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
    HttpUtil.setContentLength(response, response.content().readableBytes());
    // The handler before this one ends or keeps the connection.
    context.writeAndFlush(response).addListener(FIRE_EXCEPTION_ON_FAILURE);
  }
}
