// Shows the API's own description. Requests go out with the session of the producer portal, if there is one.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#viewer',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  requestInterceptor: (request) => {
    request.headers['Tallystick-Portal'] = 'producer'
    return request
  },
})
