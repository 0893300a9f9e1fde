module.exports = () => ({ dir: { input: "src", output: "_site" }, markdownTemplateEngine: false });
